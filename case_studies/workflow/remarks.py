"""Remarks and their answers over the rounds of a case: which are open, answered or confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from case_studies.models import Assignment, Case, Remark, Response, Review, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import is_in_conflict
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, State, Verdict, Weight


@dataclass(frozen=True, slots=True)
class RemarkThread:
    """One remark of the open round: who made it, on which revision, and its answers."""

    remark: Remark
    assignment: Assignment
    revision: Revision

    @property
    def latest(self) -> Response | None:
        """The last answer."""
        return self.remark.answers[-1] if self.remark.answers else None

    @property
    def is_open(self) -> bool:
        """Whether the reviewer has not confirmed the last answer."""
        return self.latest is None or self.latest.verdict != Verdict.CONFIRMED

    def response_in(self, revision: Revision) -> Response | None:
        """Return the answer that belongs to a revision."""
        return next((answer for answer in self.remark.answers if answer.revision_id == revision.id), None)

    def is_answered_in(self, revision: Revision) -> bool:
        """Whether a revision has an answer, and no draft that changes it."""
        return self.response_in(revision) is not None and str(self.remark.id) not in revision.response_drafts


def is_active(assignment: Assignment, case: Case) -> bool:
    """Whether the reviewer still takes part and is not in conflict."""
    return assignment.state not in INACTIVE_ASSIGNMENT_STATES and not is_in_conflict(
        Actor.of(assignment.reviewer), case
    )


def active_assignments(case: Case) -> list[Assignment]:
    """Return the active assignments of the current revision."""
    return [assignment for assignment in case.current.assignments if is_active(assignment, case)]


def submitted_reviews(assignments: Iterable[Assignment]) -> list[Review]:
    """Return the reviews that have been submitted."""
    return [a.review for a in assignments if a.review is not None and a.review.submitted_at is not None]


def round_of(case: Case) -> list[Revision]:
    """Return the revisions of the open round, the oldest first and the current one last."""
    chain = [case.current]
    for revision in reversed([r for r in case.revisions if r.number < case.current.number]):
        if not (revision.round_open and revision.state == State.SUPERSEDED):
            break
        chain.append(revision)
    return chain[::-1] if case.current.round_open else [case.current]


def remark_threads(case: Case) -> list[RemarkThread]:
    """Return the remarks of the reviews submitted in the open round, by revision, reviewer and position.

    Remarks of a reviewer who has stepped back or come into conflict since the revision was requested stay in the list.
    If they disappeared, the delegation would learn when it happened and whose remarks they were.
    """
    return [
        RemarkThread(remark, assignment, revision)
        for revision in round_of(case)
        for assignment in sorted(revision.assignments, key=lambda a: a.number)
        if revision is not case.current or is_active(assignment, case)
        for review in submitted_reviews([assignment])
        for remark in review.remarks
    ]


def open_threads(case: Case) -> list[RemarkThread]:
    """Return the open remarks on earlier revisions of the round. The current revision has to answer them."""
    return [thread for thread in remark_threads(case) if thread.revision is not case.current and thread.is_open]


def open_musts(case: Case) -> list[RemarkThread]:
    """Return the open remarks of the round that are a must. Publishing with them needs a reason."""
    musts = [thread for thread in remark_threads(case) if thread.remark.weight == Weight.MUST and thread.is_open]
    return [thread for thread in musts if is_active(thread.assignment, case)]
