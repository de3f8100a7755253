"""What members can see coming: growing themes, issues without answer, and words that nobody found."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.models import Issue
from case_studies.operations.issues.queries import oldest_issues
from case_studies.operations.signals.themes import GrowingTheme, Quarter, growing_themes, last_quarters
from case_studies.operations.signals.words import unanswered_words
from case_studies.policy.actor import Actor
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.unit_of_work import now
from case_studies.vocabulary import IssueState

MOST_ISSUES = 10


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals, computed from what the reader may read."""

    quarters: Sequence[Quarter]
    themes: Sequence[GrowingTheme]
    issues: Sequence[ReleasedIssue]
    words: Sequence[str]


def read_signals(session: Session, actor: Actor) -> Signals:
    """Return the signals for a member."""
    return Signals(
        last_quarters(now(session).date()),
        growing_themes(session, actor),
        oldest_issues(session, actor, Issue.state.in_((IssueState.OPEN, IssueState.NO_ANSWER)), MOST_ISSUES),
        unanswered_words(session),
    )
