"""The date on which a deadline falls if the reviewer was away: days of absence do not count.

Pages, desks and reminders all take their dates from here. The functions are pure: dates in, dates out.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from case_studies.models import Absence, Assignment

LAST_DAY = date.max.toordinal() - 366  # an unlimited absence ends here; a year is left to count on


def extend(start: date, due: date, absences: Iterable[Absence]) -> date:
    """Return the day on which `due - start` days have passed since `start`, without the days of absence.

    If that day falls into another absence, it moves on. Without absences it is `due`; it is never earlier.
    """
    day = due.toordinal()
    for first, last in _spells(absences):
        first = max(first, start.toordinal() + 1)  # days count from the day after the start
        if first > day:
            break
        day += max(last - first + 1, 0)
    return date.fromordinal(min(day, LAST_DAY))


def _spells(absences: Iterable[Absence]) -> Iterator[tuple[int, int]]:
    """Yield the first and last day of each absence in order, without days that an earlier one has."""
    spells = sorted((a.first_day.toordinal(), a.last_day.toordinal()) for a in absences)
    counted = 0
    for first, last in spells:
        if last > counted:
            yield max(first, counted + 1), last
            counted = last


def answer_date(assignment: Assignment, absences: Iterable[Absence]) -> date:
    """Return the date by which an invitation has to be answered."""
    return extend(assignment.invited_at.date(), assignment.answer_by, absences)


def due_date(assignment: Assignment, absences: Iterable[Absence]) -> date | None:
    """Return the date on which the review is due; None while its days do not count yet."""
    if assignment.paused_on is not None:
        return None
    return extend(assignment.invited_at.date(), assignment.due_on, absences)


def is_away(day: date, absences: Iterable[Absence]) -> bool:
    """Whether a day falls into one of the absences."""
    return any(absence.first_day <= day <= absence.last_day for absence in absences)
