"""The reviewers assigned to the current revision: their due dates, and replacements for those who do not answer.

A reviewer is silent from the day on which the reminders notify the editors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from case_studies.models import Absence, Assignment, Case
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.due_dates import answer_date, due_date
from case_studies.operations.deadlines.reminder_schedule import SCHEDULE, reviewer_deadline
from case_studies.operations.review.assignments import RELEASABLE
from case_studies.operations.reviewers.recommendation import Candidate, Recommendations
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, NotificationEvent


@dataclass(frozen=True, slots=True)
class AssignedReviewer:
    """An assignment with its dates, moved by absences. `due_on` is None while its days do not count yet."""

    assignment: Assignment
    answer_by: date
    due_on: date | None
    silent_since: date | None
    replacement: Candidate | None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether the reviewer can be released: they have not submitted a review and have not left."""
        return self.assignment.state in RELEASABLE


def assigned_reviewers(session: Session, case: Case, recommendations: Recommendations) -> list[AssignedReviewer]:
    """Return the assigned reviewers by number. Each silent one gets another replacement, by rank."""
    today = now(session).date()
    assignments = sorted(case.current.assignments, key=lambda assignment: assignment.number)
    absences = absences_of(session, [assignment.reviewer_id for assignment in assignments])
    best = (candidate for candidate in recommendations.candidates if not candidate.full)
    assigned = []
    for assignment in assignments:
        own_absences = absences[assignment.reviewer_id]
        since = silent_since(case, assignment, own_absences, today)
        replacement = next(best, None) if since else None
        assigned.append(
            AssignedReviewer(
                assignment,
                answer_date(assignment, own_absences),
                due_date(assignment, own_absences),
                since,
                replacement,
            )
        )
    return assigned


def awaited_reviews(session: Session, assignments: Sequence[Assignment]) -> dict[int, date | None]:
    """Return the due date of each review that is still awaited, by the id of its assignment."""
    absences = absences_of(session, [assignment.reviewer_id for assignment in assignments])
    awaited = (a for a in assignments if a.state == AssignmentState.ACCEPTED)
    return {assignment.id: due_date(assignment, absences[assignment.reviewer_id]) for assignment in awaited}


def silent_since(case: Case, assignment: Assignment, absences: Sequence[Absence], today: date) -> date | None:
    """Return the deadline that a silent reviewer has missed; None if they are not silent."""
    deadline = reviewer_deadline(case, assignment, absences, {})
    if deadline is None or not deadline.open:
        return None
    last_rule = next(rule for rule in SCHEDULE[deadline.task] if rule.event == NotificationEvent.REVIEWER_SILENT)
    day = deadline.send_day(last_rule)
    return deadline.day if day is not None and day <= today else None
