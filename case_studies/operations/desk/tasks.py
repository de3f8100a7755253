"""The tasks of the delegation's offices and of reviewers in a case. Everything here is pure.

Tasks of editors are in `editor_tasks.py`. `desk.py` collects both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum

from case_studies.errors import N_
from case_studies.models import Absence, Assignment, Case, HistoryEntry
from case_studies.operations.cases.confirmations import waiting_sentence
from case_studies.operations.deadlines.due_dates import answer_date, due_date
from case_studies.operations.deadlines.reminder_schedule import consent_deadline
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.consents import desk_view
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import (
    active_assignments,
    is_editor_without_conflict,
    is_office_of_submitter,
)
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import WITH_EDITORS, Action, AssignmentState, HistoryAction, Role, State
from case_studies.workflow.remarks import open_threads, round_of, submitted_reviews

Absences = Mapping[int, Sequence[Absence]]  # by account


class TaskGroup(StrEnum):
    """The groups of tasks, in the order of the desk."""

    TO_ANSWER = "to_answer"  # remarks, by the focal point
    ANSWERED = "answered"  # all remarks, so that clearance can be requested
    SENT_BACK = "sent_back"  # by the clearance officer or an editor
    DRAFTS = "drafts"
    TO_CLEAR = "to_clear"
    SENTENCES = "sentences"  # about published cases, for the clearance officer
    TO_CONFIRM = "to_confirm"  # published cases, by the focal point
    AS_CO_SUBMITTER = "as_co_submitter"  # texts of other delegations to confirm
    INVITATIONS = "invitations"  # to review
    REVIEWS = "reviews"  # to write
    LOOK_AGAIN = "look_again"  # revised cases, for their earlier reviewers
    STALLED = "stalled"  # from here on for editors; nothing has moved for long
    NEW = "new"
    REVIEWERS_NEEDED = "reviewers_needed"  # too few are assigned, or one is silent
    ALL_IN = "all_in"
    REVISIONS_BACK = "revisions_back"
    REVIEWS_OUT = "reviews_out"


@dataclass(frozen=True, slots=True)
class Task:
    """A task in a case: the view of its owner, since when it waits, by when it is due, and its next step."""

    group: TaskGroup
    case: Case
    seen: CaseView
    since: datetime
    step: str  # a key of STEPS in app/phrases/desk.py
    due: date | None = None
    assignment: Assignment | None = None  # of the owner
    reason: str = ""  # why the case came back
    note: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)

    def is_overdue(self, today: date) -> bool:
        """Whether the due date has passed."""
        return self.due is not None and self.due < today


def known_since(actor: Actor, case: Case) -> datetime:
    """Return the time of the last movement of a case that the actor may know about.

    The delegation and the reviewers know the steps of the workflow, but not when a reviewer acts. Editors know both.
    While a text is back with its author, editors and reviewers know only when it went back.
    """
    if is_office_of_submitter(actor, case):
        return case.moved_at
    if case.current.submitted_at is None:
        return case.current.created_at
    return case.changed_at if is_editor_without_conflict(actor, case) else case.moved_at


# ---- The submitting delegation

WRITER_TASKS = {
    TaskGroup.TO_ANSWER: ("answer_remarks", N_("Remarks that still need an answer: %(open)s of %(remarks)s.")),
    TaskGroup.ANSWERED: ("ask_for_clearance", N_("All %(remarks)s remarks are answered.")),
    TaskGroup.SENT_BACK: ("change_draft", ""),
    TaskGroup.DRAFTS: ("continue_draft", ""),
}


def writer_task(actor: Actor, case: Case, seen: CaseView, back: HistoryEntry | None) -> Task | None:
    """Return the focal point's task. `back` is the history entry by which the case came back, if it did.

    If the editors requested a revision without any remark of a reviewer, there is only their reason to respond to.
    """
    if Permission.EDIT not in allowed_now(actor, case):
        return None
    is_requested = back is not None and back.action == HistoryAction.REQUEST_REVISION
    remarks = open_threads(case) if is_requested else []
    unanswered = [thread for thread in remarks if not thread.is_answered_in(case.current)]
    group = TaskGroup.DRAFTS if back is None else TaskGroup.SENT_BACK
    if remarks:
        group = TaskGroup.TO_ANSWER if unanswered else TaskGroup.ANSWERED
    step, note = WRITER_TASKS[group]
    return Task(
        group, case, seen, case.moved_at, step,
        due=case.current.revise_by,
        reason=back.note if back is not None else "",
        note=note,
        numbers={"open": len(unanswered), "remarks": len(remarks)},
    )  # fmt: skip


def clearance_task(actor: Actor, case: Case, seen: CaseView) -> Task | None:
    """Return the clearance officer's task. Officers who wrote part of the text can only send it back."""
    allowed = allowed_now(actor, case)
    if Action.SEND_BACK not in allowed:
        return None
    note = "" if Action.CLEAR in allowed else N_("You wrote part of it, so another officer has to clear it.")
    return Task(TaskGroup.TO_CLEAR, case, seen, case.moved_at, "decide_clearance", note=note)


def sentence_task(actor: Actor, case: Case, seen: CaseView) -> Task | None:
    """Return the clearance officer's task: a sentence about a published case waits to be cleared."""
    waiting = waiting_sentence(case)
    if waiting is None or Permission.CONFIRM not in allowed_now(actor, case) or not actor.is_a(Role.CLEARANCE_OFFICER):
        return None
    return Task(TaskGroup.SENTENCES, case, seen, waiting.at, "clear_sentence")


def confirmation_task(actor: Actor, case: Case, seen: CaseView, day: date, asked_on: date) -> Task | None:
    """Return the focal point's task: a published case has to be confirmed by a day, and was asked for on another."""
    if Permission.CONFIRM not in allowed_now(actor, case) or not actor.is_a(Role.FOCAL_POINT):
        return None
    since = datetime.combine(asked_on, time(), UTC)
    return Task(TaskGroup.TO_CONFIRM, case, seen, since, "confirm_case", due=day)


def consent_task(actor: Actor, case: Case, answer_days: int) -> Task | None:
    """Return the task of a clearance officer whose delegation is a co-submitter and has not answered yet."""
    seen = desk_view(actor, case)
    if seen is None:
        return None
    due = consent_deadline(case, answer_days, {}).day
    return Task(TaskGroup.AS_CO_SUBMITTER, case, seen, case.moved_at, "confirm_text", due=due)


# ---- Reviewers

REVIEWER_TASKS = {
    # (state of the assignment, whether the case is under review, whether they reviewed it before)
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
    """Return the reviewer's task."""
    assignment = next((a for a in active_assignments(actor, case) if a.revision_id == case.current.id), None)
    if assignment is None or case.state not in WITH_EDITORS:
        return None
    key = assignment.state, case.state == State.IN_REVIEW, _reviewed_before(case, assignment)
    if key not in REVIEWER_TASKS:
        return None
    group, step, note = REVIEWER_TASKS[key]
    date_of = answer_date if assignment.state == AssignmentState.INVITED else due_date
    due = date_of(assignment, absences[assignment.reviewer_id])
    return Task(group, case, seen, assignment.answered_at or assignment.invited_at, step, due, assignment, note=note)


def _reviewed_before(case: Case, assignment: Assignment) -> bool:
    """Whether the reviewer submitted a review of an earlier revision of this round."""
    earlier = (a for r in round_of(case)[:-1] for a in r.assignments if a.reviewer_id == assignment.reviewer_id)
    return bool(submitted_reviews(earlier))
