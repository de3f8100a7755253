"""The task of an editor in a case, with its reason: a table that is read from the top. Everything here is pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from case_studies.errors import N_
from case_studies.models import Case
from case_studies.operations.deadlines.due_dates import due_date
from case_studies.operations.deadlines.reminder_schedule import unmoved_since
from case_studies.operations.desk.tasks import Absences, Task, TaskGroup, known_since
from case_studies.operations.reviewers.assigned import silent_since
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import AssignmentState, Recommendation, State
from case_studies.workflow.remarks import active_assignments, round_of, submitted_reviews


@dataclass(frozen=True, slots=True)
class Round:
    """The figures of a round on which an editor's task depends."""

    case: Case
    required: int
    asked: int
    reviews: int
    approvals: int
    silent: int

    @property
    def numbers(self) -> dict[str, int]:
        """The figures in the notes, by name."""
        return {name: getattr(self, name) for name in ("required", "asked", "reviews", "approvals", "silent")}

    @property
    def decidable(self) -> bool:
        """Whether enough reviewers approve."""
        return self.approvals >= self.required


# The first row whose condition is true gives the group on the desk, the next step, and the note.
EDITOR_TASKS: Sequence[tuple[Callable[[Round], bool], TaskGroup, str, str]] = (
    (
        lambda r: r.case.state == State.SUBMITTED and not r.case.current.assignments,
        TaskGroup.NEW, "assign_reviewers", N_("No reviewer has been asked yet."),
    ),
    (
        lambda r: r.asked < r.required,
        TaskGroup.REVIEWERS_NEEDED, "assign_reviewers", N_("%(asked)s of %(required)s reviewers are asked."),
    ),
    (
        lambda r: r.silent > 0 and not r.decidable,
        TaskGroup.REVIEWERS_NEEDED, "replace_reviewer", N_("Reviewers who have not answered: %(silent)s of %(asked)s."),
    ),
    (
        lambda r: r.case.state == State.SUBMITTED,
        TaskGroup.NEW, "start_review", N_("%(asked)s reviewers are asked. The review can start."),
    ),
    (
        lambda r: r.reviews == r.asked,
        TaskGroup.ALL_IN, "decide", N_("%(reviews)s of %(asked)s reviews are submitted; %(approvals)s approve."),
    ),
    (
        lambda r: r.decidable,
        TaskGroup.REVIEWS_OUT, "decide", N_("%(reviews)s of %(asked)s reviews are submitted; %(approvals)s approve."),
    ),
    (
        lambda r: r.reviews == 0 and len(round_of(r.case)) > 1,
        TaskGroup.REVISIONS_BACK, "see_revision", N_("The same reviewers are asked again. No review is submitted yet."),
    ),
    (
        lambda _: True,
        TaskGroup.REVIEWS_OUT, "wait_for_reviews", N_("%(reviews)s of %(asked)s reviews are submitted."),
    ),
)  # fmt: skip


def editor_task(
    actor: Actor, case: Case, seen: CaseView, absences: Absences, *, today: date, required: int, stalled_days: int
) -> Task | None:
    """Return the editor's task in a case. Stalled cases have a group of their own, with the same next step."""
    stalled = unmoved_since(case, today, stalled_days) is not None
    since = known_since(actor, case)
    if case.current.submitted_at is None:
        note = N_("It is with the delegation, which has not submitted a revision yet.")
        due = case.current.revise_by
        return Task(TaskGroup.STALLED, case, seen, since, "see_case", due, note=note) if stalled else None
    if Permission.ASSIGN not in allowed_now(actor, case):
        return None
    round_ = _round(case, absences, today, required)
    group, step, note = next((group, step, note) for fits, group, step, note in EDITOR_TASKS if fits(round_))
    awaited = [a for a in active_assignments(case) if a.state != AssignmentState.SUBMITTED]
    days = [day for a in awaited if (day := due_date(a, absences[a.reviewer_id])) is not None]
    shown_in = TaskGroup.STALLED if stalled else group
    return Task(shown_in, case, seen, since, step, min(days, default=None), note=note, numbers=round_.numbers)


def _round(case: Case, absences: Absences, today: date, required: int) -> Round:
    assignments = active_assignments(case)
    reviews = submitted_reviews(assignments)
    return Round(
        case,
        required=required,
        asked=len(assignments),
        reviews=len(reviews),
        approvals=sum(review.recommendation == Recommendation.APPROVE for review in reviews),
        silent=sum(silent_since(case, a, absences[a.reviewer_id], today) is not None for a in assignments),
    )
