"""What a reader may read of a difficult issue: the question, the answers, and who speaks.

Pages, indexes, mails and the API take issues from here and from nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from case_studies.models import Issue, IssueAnswer, IssueOutcome, Operation
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_office_of_owner
from case_studies.policy.pinned import moved, readable_pin
from case_studies.policy.readers import NAMED_TO, Submitter, as_named
from case_studies.vocabulary import AnswerKind, Attribution, EvidenceChange, FoundKind, IssueState, Role


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
    moved: EvidenceChange | None
    taken_up: bool
    given_at: Any
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReleasedOutcome:
    """What came of an answer, as one reader may read it. `delegation` is empty where they may not know who reports."""

    tried: str
    since: int | None
    result: Any
    advice: Any
    made_possible_by: str
    reported_at: Any
    delegation: Submitter
    by_asker: bool


class ReleasedIssue:
    """An issue as one reader may read it."""

    kind = FoundKind.ISSUE

    def __init__(self, issue: Issue, actor: Actor) -> None:
        self._issue = issue
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the issue may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._issue, name)

    @property
    def title(self) -> str:
        """What stands for it in lists: its question."""
        return self._issue.question

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
    def operations(self) -> list[Operation]:
        """The operation in which it comes up, if it says so."""
        return [self._issue.operation] if self._issue.operation is not None else []

    @property
    def asked_on(self) -> date | None:
        """The day on which the reader's delegation was asked how the issue is now, while that waits for an answer."""
        return self._issue.asked_on if self.is_own else None

    @property
    def became(self) -> str | None:
        """The reference of the case that was made of it, for the offices of the delegation that asks."""
        case = self._issue.case
        is_known = case is not None and case.deleted_at is None and is_office_of_owner(self._actor, self._issue)
        return case.reference if case is not None and is_known else None

    @property
    def asked_by(self) -> Submitter:
        """The delegation that asks."""
        shows_region = self._issue.attribution == Attribution.REGION
        return as_named(self._issue.owner, is_named=self.is_named, shows_region=shows_region)

    @property
    def waits_for_answers(self) -> bool:
        """Whether it has no answers yet that somebody could take up."""
        return self._issue.state in (IssueState.OPEN, IssueState.NO_ANSWER)

    @property
    def answers(self) -> list[ReleasedAnswer]:
        """The answers that were not taken back, the oldest first."""
        return [self._answer(answer) for answer in self._issue.answers if answer.taken_back_at is None]

    @property
    def answer_texts(self) -> list[str]:
        """The texts of the answers that were not taken back, the oldest first."""
        return [answer.text for answer in self._issue.answers if answer.taken_back_at is None]

    @property
    def answer_count(self) -> int:
        """How many answers there are, besides those that say that others have the issue too."""
        return sum(one.kind != AnswerKind.SAME_ISSUE and not one.taken_back_at for one in self._issue.answers)

    @property
    def have_it_too(self) -> int:
        """How many other delegations say that they have the issue too."""
        same = AnswerKind.SAME_ISSUE
        return len({one.delegation_code for one in self._issue.answers if one.kind == same and not one.taken_back_at})

    @property
    def outcomes(self) -> list[ReleasedOutcome]:
        """What came of it, the oldest report first."""
        return [self._outcome(outcome) for outcome in self._issue.outcomes]

    def _outcome(self, outcome: IssueOutcome) -> ReleasedOutcome:
        by_asker = outcome.delegation_code == self._issue.owner_code
        return ReleasedOutcome(
            tried=outcome.tried,
            since=outcome.since,
            result=outcome.result,
            advice=outcome.advice,
            made_possible_by=outcome.made_possible_by,
            reported_at=outcome.reported_at,
            delegation=self.asked_by if by_asker else self._speaker(outcome),
            by_asker=by_asker,
        )

    def _pin(self, answer: IssueAnswer) -> dict[str, Any]:
        """Return the case that an answer names. Readers who may not read it learn only that it is a case."""
        case, number, section = answer.case, answer.revision_number, answer.section
        if case is None or number is None or readable_pin(self._actor, case, number, section) is None:
            return {"pinned": None, "section": None, "revision_number": None, "moved": None}
        change = moved(case, number, section, answer.readers)
        return {"pinned": case.reference, "section": section, "revision_number": number, "moved": change}

    def _speaker(self, said: IssueAnswer | IssueOutcome) -> Submitter:
        """Return another delegation that speaks, as far as the reader may know it."""
        is_own = said.delegation_code == self._actor.delegation
        is_named = said.named or is_own or self.is_own or self._actor.is_a(Role.EDITOR)
        return as_named(said.delegation, is_named=is_named, shows_region=False)

    def _answer(self, answer: IssueAnswer) -> ReleasedAnswer:
        return ReleasedAnswer(
            id=answer.id,
            kind=answer.kind,
            text=answer.text,
            delegation=self._speaker(answer),
            **self._pin(answer),
            taken_up=answer.taken_up,
            given_at=answer.given_at,
            is_own=answer.account_id == self._actor.account_id,
        )


OPEN_TO_READERS = frozenset(
    "id reference state version register audience attribution demonstration language question setting already_tried "
    "who_could_change_it obstacle operation answer_by themes posted_at moved_at synthesis stale names_agreed".split()
)
"""What every reader of a posted issue may know. Everything else of an issue is for its delegation and the editors."""


def release_issues(issues: Iterable[Issue], actor: Actor) -> list[ReleasedIssue]:
    """Return issues, which the actor may see, as they may read them."""
    return [ReleasedIssue(issue, actor) for issue in issues]
