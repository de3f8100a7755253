"""The open remarks of a round as the delegation reads them: by whom, without a name, and what was said to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.models import Case, HistoryEntry, Remark
from case_studies.operations.cases.history import history
from case_studies.operations.review.responses import remarks_to_answer
from case_studies.operations.review.review_access import SeenAnswer, reviews_for
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Action


@dataclass(frozen=True, slots=True)
class OpenRemark:
    """A remark to answer: the reviewer's number, the revision judged, this revision's answer, the earlier ones."""

    remark: Remark
    number: int
    revision: int
    answer: SeenAnswer | None
    earlier: tuple[SeenAnswer, ...]


def open_remarks(session: Session, actor: Actor, case: Case) -> list[OpenRemark]:
    """Return the open remarks of the round, by section, the musts first. Refuses whom `remarks_to_answer` refuses."""
    wanted = remarks_to_answer(actor, case)
    seen = {found.remark.id: found for review in reviews_for(session, actor, case) for found in review.remarks}
    current = case.current.number
    return [
        OpenRemark(
            remark=thread.remark,
            number=thread.assignment.number,
            revision=thread.revision.number,
            answer=next((a for a in seen[thread.remark.id].answers if a.revision == current), None),
            earlier=tuple(a for a in seen[thread.remark.id].answers if a.revision != current),
        )
        for thread in wanted
    ]


def why_revised(session: Session, actor: Actor, case: Case) -> HistoryEntry | None:
    """Return the editors' last request to revise, with their reason."""
    asked = [entry for entry in history(session, actor, case) if entry.action == Action.REQUEST_REVISION]
    return asked[-1] if asked else None


def answered(remarks: Sequence[OpenRemark]) -> int:
    """Return how many of the remarks are answered."""
    return sum(remark.answer is not None for remark in remarks)
