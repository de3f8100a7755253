"""The cases behind a figure of the overview: the same cases that the figure counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from case_studies.models import Case
from case_studies.operations.desk.statistics import counted_views, moves_of, rounds_of
from case_studies.operations.desk.tasks import known_since
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import State

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure counts: cases in a state, with a reviewer, or with a number of rounds to publication."""

    state: State | None = None
    reviewer: str = ""
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class CountedCase:
    """A case as the editor sees it, and its last movement that they may know about."""

    case: Case
    seen: CaseView
    since: datetime


def counted_cases(session: Session, actor: Actor, figure: Figure) -> Sequence[CountedCase]:
    """Return the cases that a figure counts for this editor, those that moved last first."""
    known = counted_views(session, actor)
    moves = moves_of(session, known) if figure.rounds is not None else {}
    cases = [
        CountedCase(case, seen, known_since(actor, case))
        for case, seen in known
        if figure.state in (None, seen.state)
        and (not figure.reviewer or figure.reviewer in _reviewers(case, seen))
        and (figure.rounds is None or (case.readable is not None and rounds_of(moves[case.id]) == figure.rounds))
    ]
    return sorted(cases, key=lambda counted: (counted.since, counted.case.id), reverse=True)


def _reviewers(case: Case, seen: CaseView) -> set[str]:
    """Return the addresses of the reviewers who were asked, as far as the editor may know about the revisions."""
    revisions = [revision for revision in case.revisions if revision.number <= seen.last]
    return {assignment.reviewer.email for revision in revisions for assignment in revision.assignments}
