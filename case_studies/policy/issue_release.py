"""What a reader may read of a difficult issue: the question, the answers, and who speaks.

Pages, indexes, mails and the API take issues from here and from nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from case_studies.models import Issue, IssueAnswer
from case_studies.policy.actor import Actor
from case_studies.policy.items import as_named
from case_studies.policy.readers import NAMED_TO, Submitter
from case_studies.vocabulary import Attribution, Role


@dataclass(frozen=True, slots=True)
class ReleasedAnswer:
    """An answer as one reader may read it. `delegation` is empty where they may not know who answered."""

    id: int
    kind: Any
    text: str
    delegation: Submitter
    pinned: Any
    section: Any
    revision_number: int | None
    taken_up: bool
    given_at: Any
    is_own: bool


class ReleasedIssue:
    """An issue as one reader may read it."""

    def __init__(self, issue: Issue, actor: Actor) -> None:
        self._issue = issue
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the issue may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._issue, name)

    @property
    def is_own(self) -> bool:
        """Whether the reader's delegation asks."""
        return self._actor.delegation == self._issue.owner_code

    @property
    def is_named(self) -> bool:
        """Whether the reader may know which delegation asks. The editors do, and the form says so."""
        named = self._issue.attribution in NAMED_TO[self._actor.audience]
        return named or self.is_own or self._actor.is_a(Role.EDITOR)

    @property
    def asked_by(self) -> Submitter:
        """The delegation that asks."""
        shows_region = self._issue.attribution == Attribution.REGION
        return as_named(self._issue.owner, is_named=self.is_named, shows_region=shows_region)

    @property
    def answers(self) -> list[ReleasedAnswer]:
        """The answers that were not taken back, the oldest first."""
        return [self._answer(answer) for answer in self._issue.answers if answer.taken_back_at is None]

    def _answer(self, answer: IssueAnswer) -> ReleasedAnswer:
        is_own = answer.delegation_code == self._actor.delegation
        is_named = answer.named or is_own or self.is_own or self._actor.is_a(Role.EDITOR)
        return ReleasedAnswer(
            id=answer.id,
            kind=answer.kind,
            text=answer.text,
            delegation=as_named(answer.delegation, is_named=is_named),
            pinned=answer.case.reference if answer.case is not None else None,
            section=answer.section,
            revision_number=answer.revision_number,
            taken_up=answer.taken_up,
            given_at=answer.given_at,
            is_own=answer.account_id == self._actor.account_id,
        )


OPEN_TO_READERS = frozenset(
    "id reference state version register audience attribution demonstration language question setting already_tried "
    "who_could_change_it obstacle operation answer_by themes posted_at moved_at synthesis outcomes".split()
)
"""What every reader of a posted issue may know. Everything else of an issue is for its delegation and the editors."""


def release_issues(issues: Iterable[Issue], actor: Actor) -> list[ReleasedIssue]:
    """Return issues, which the actor may see, as they may read them."""
    return [ReleasedIssue(issue, actor) for issue in issues]
