"""Who was asked to review the current revision: the days that count, who is silent, and who could take their place.

Silent is who the reminders call so: the page says it from the day on which the editors are told.
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
    """One request, with the days as they fall after absences; `due_on` is empty while the clock stands."""

    assignment: Assignment
    answer_by: date
    due_on: date | None
    silent_since: date | None
    replacement: Candidate | None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether no review is in, and they have not left."""
        return self.assignment.state in RELEASABLE


def assigned_reviewers(session: Session, case: Case, found: Recommendations) -> list[AssignedReviewer]:
    """Return who was asked, by number; each silent one with a replacement of their own, the best ranked first."""
    today = now(session).date()
    asked = sorted(case.current.assignments, key=lambda assignment: assignment.number)
    absences = absences_of(session, [assignment.reviewer_id for assignment in asked])
    best = (candidate for candidate in found.candidates if not candidate.full)
    told = []
    for assignment in asked:
        away = absences[assignment.reviewer_id]
        since = silent_since(case, assignment, away, today)
        replacement = next(best, None) if since else None
        told.append(
            AssignedReviewer(assignment, answer_date(assignment, away), due_date(assignment, away), since, replacement)
        )
    return told


def awaited_reviews(session: Session, assignments: Sequence[Assignment]) -> dict[int, date | None]:
    """Return assignment id → the due date of its review, for the reviews that are still awaited."""
    absences = absences_of(session, [assignment.reviewer_id for assignment in assignments])
    awaited = (a for a in assignments if a.state == AssignmentState.ACCEPTED)
    return {assignment.id: due_date(assignment, absences[assignment.reviewer_id]) for assignment in awaited}


def silent_since(case: Case, assignment: Assignment, absences: Sequence[Absence], today: date) -> date | None:
    """Return the day that passed without a word, once the reminders have gone out in vain."""
    deadline = reviewer_deadline(case, assignment, absences, {})
    if deadline is None or not deadline.open:
        return None
    last_rule = next(rule for rule in SCHEDULE[deadline.task] if rule.event == NotificationEvent.REVIEWER_SILENT)
    day = deadline.send_day(last_rule)
    return deadline.day if day is not None and day <= today else None
