"""The open remarks of a round as the delegation reads them, with its responses and without reviewers' names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry, Remark
from case_studies.operations.cases.history import case_history
from case_studies.operations.review.response_drafts import TypedResponse, typed_response
from case_studies.operations.review.responses import remarks_to_respond_to
from case_studies.operations.review.review_access import VisibleResponse, visible_reviews
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import HistoryAction


@dataclass(frozen=True, slots=True)
class OpenRemark:
    """A remark to respond to.

    `number` stands for the reviewer, `revision` is the reviewed revision, `answer` is the current revision's response,
    `earlier` are the responses before it, and `typed` is the answer as it was last typed.
    """

    remark: Remark
    number: int
    revision: int
    answer: VisibleResponse | None
    earlier: tuple[VisibleResponse, ...]
    typed: TypedResponse
    is_answered: bool

    @property
    def is_draft(self) -> bool:
        """Whether something was typed that is no answer yet."""
        return not self.is_answered and (self.answer is not None or self.typed != TypedResponse())


def open_remarks(session: Session, actor: Actor, case: Case) -> list[OpenRemark]:
    """Return the open remarks of the round, by section, the musts first. Raises what `remarks_to_respond_to` raises."""
    threads = remarks_to_respond_to(actor, case)
    visible = {
        remark.remark.id: remark for review in visible_reviews(session, actor, case) for remark in review.remarks
    }
    current = case.current.number
    return [
        OpenRemark(
            remark=thread.remark,
            number=thread.assignment.number,
            revision=thread.revision.number,
            answer=next((a for a in visible[thread.remark.id].answers if a.revision == current), None),
            earlier=tuple(a for a in visible[thread.remark.id].answers if a.revision != current),
            typed=typed_response(case, thread),
            is_answered=thread.is_answered_in(case.current),
        )
        for thread in threads
    ]


def has_open_remarks(actor: Actor, case: Case) -> bool:
    """Whether the revision responds to a round whose open remarks the actor may read now."""
    return case.current.round_open and Permission.READ_OPEN_REMARKS in allowed_now(actor, case)


def reason_for_revision(session: Session, actor: Actor, case: Case) -> HistoryEntry | None:
    """Return the history entry of the editors' last request for a revision, which has their reason."""
    requests = [entry for entry in case_history(session, actor, case) if entry.action == HistoryAction.REQUEST_REVISION]
    return requests[-1] if requests else None


def count_answered(remarks: Sequence[OpenRemark]) -> int:
    """Return how many of the remarks have a response."""
    return sum(remark.is_answered for remark in remarks)
