"""The next step of the delegation's offices and of the reviewers in a case, since when and by when. Pure.

The editors' is in `handling`; `waiting` makes desks of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from case_studies.errors import N_
from case_studies.models import Absence, Assignment, Case, HistoryEntry
from case_studies.operations.deadlines.due_dates import answer_date, due_date
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import (
    active_assignments,
    is_editor_without_conflict,
    is_office_of_submitter,
)
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import WITH_EDITORS, Action, AssignmentState, HistoryAction, State
from case_studies.workflow.remarks import open_threads, round_of, submitted_reviews

Absences = Mapping[int, Sequence[Absence]]  # by account


class TaskGroup(StrEnum):
    """The kinds of work on a desk, in the order in which they stand on it."""

    TO_ANSWER = "to_answer"  # remarks, for the focal point
    ANSWERED = "answered"  # all of them, so that clearance can be asked for
    SENT_BACK = "sent_back"  # by the clearance officer or an editor
    DRAFTS = "drafts"
    TO_CLEAR = "to_clear"
    INVITATIONS = "invitations"  # to review
    REVIEWS = "reviews"  # to write
    LOOK_AGAIN = "look_again"  # revised cases, for their reviewers
    STALLED = "stalled"  # for the editors from here on: nothing moved for long
    NEW = "new"
    REVIEWERS_NEEDED = "reviewers_needed"  # too few are asked, or one is silent
    ALL_IN = "all_in"
    REVISIONS_BACK = "revisions_back"
    REVIEWS_OUT = "reviews_out"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: the case as this person sees it, since when, by when, and the name of the next step."""

    group: TaskGroup
    case: Case
    seen: CaseView
    since: datetime
    step: str  # a label of the delivery
    due: date | None = None
    assignment: Assignment | None = None  # the person's own
    reason: str = ""  # why it came back
    note: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


def known_since(actor: Actor, case: Case) -> datetime:
    """Return the last movement of a case that the actor may know of.

    The delegation and the reviewers know the steps of the workflow, never when a reviewer acts; editors know both. What
    is back with its author is so for them since then, whatever the author does.
    """
    if is_office_of_submitter(actor, case):
        return case.moved_at
    if case.current.submitted_at is None:
        return case.current.created_at
    return case.changed_at if is_editor_without_conflict(actor, case) else case.moved_at


# ---- The submitting delegation

WRITING = {
    TaskGroup.TO_ANSWER: ("answer_remarks", N_("Remarks that still need an answer: %(open)s of %(remarks)s.")),
    TaskGroup.ANSWERED: ("ask_for_clearance", N_("All %(remarks)s remarks are answered.")),
    TaskGroup.SENT_BACK: ("change_draft", ""),
    TaskGroup.DRAFTS: ("continue_draft", ""),
}


def writer_task(actor: Actor, case: Case, seen: CaseView, back: HistoryEntry | None) -> Task | None:
    """Return what the focal point has on the desk; `back` is how it came back, if it did.

    Where an editor requests a revision and no reviewer made a remark, there is only the editor's reason to answer.
    """
    if Permission.EDIT not in allowed_now(actor, case):
        return None
    asked = back is not None and back.action == HistoryAction.REQUEST_REVISION
    remarks = open_threads(case) if asked else []
    unanswered = [thread for thread in remarks if thread.response_in(case.current) is None]
    group = TaskGroup.DRAFTS if back is None else TaskGroup.SENT_BACK
    if remarks:
        group = TaskGroup.TO_ANSWER if unanswered else TaskGroup.ANSWERED
    step, note = WRITING[group]
    return Task(
        group, case, seen, case.moved_at, step,
        due=case.current.revise_by,
        reason=back.note if back is not None else "",
        note=note,
        numbers={"open": len(unanswered), "remarks": len(remarks)},
    )  # fmt: skip


def clearance_task(actor: Actor, case: Case, seen: CaseView) -> Task | None:
    """Return what the clearance officer has to decide; who wrote in it can only send it back."""
    allowed = allowed_now(actor, case)
    if Action.SEND_BACK not in allowed:
        return None
    note = "" if Action.CLEAR in allowed else N_("You wrote part of it, so another officer has to clear it.")
    return Task(TaskGroup.TO_CLEAR, case, seen, case.moved_at, "decide_clearance", note=note)


# ---- Reviewers

REVIEWING = {
    # state of the request, whether the case is under review, whether they reviewed it before
    (AssignmentState.INVITED, False, False): (TaskGroup.INVITATIONS, "answer_invitation", ""),
    (AssignmentState.INVITED, True, False): (TaskGroup.INVITATIONS, "answer_invitation", ""),
    (AssignmentState.INVITED, True, True): (
        TaskGroup.LOOK_AGAIN, "answer_invitation", N_("The delegation has revised the case since your review."),
    ),
    (AssignmentState.ACCEPTED, False, False): (
        TaskGroup.REVIEWS, "read_case", N_("The review has not started yet. You can read the case."),
    ),
    (AssignmentState.ACCEPTED, True, False): (TaskGroup.REVIEWS, "write_review", ""),
    (AssignmentState.ACCEPTED, True, True): (
        TaskGroup.LOOK_AGAIN, "review_again", N_("The delegation has revised the case since your review."),
    ),
}  # fmt: skip


def reviewer_task(actor: Actor, case: Case, seen: CaseView, absences: Absences) -> Task | None:
    """Return what the reviewer is asked for now."""
    mine = next((a for a in active_assignments(actor, case) if a.revision_id == case.current.id), None)
    if mine is None or case.state not in WITH_EDITORS:
        return None
    place = mine.state, case.state == State.IN_REVIEW, _reviewed_before(case, mine)
    if place not in REVIEWING:
        return None
    group, step, note = REVIEWING[place]
    day = answer_date if mine.state == AssignmentState.INVITED else due_date
    due = day(mine, absences[mine.reviewer_id])
    return Task(group, case, seen, mine.answered_at or mine.invited_at, step, due, mine, note=note)


def _reviewed_before(case: Case, mine: Assignment) -> bool:
    """Whether the reviewer handed in a review of an earlier revision of this round."""
    earlier = (a for r in round_of(case)[:-1] for a in r.assignments if a.reviewer_id == mine.reviewer_id)
    return bool(submitted_reviews(earlier))
