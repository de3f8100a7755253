"""On which day a date really falls for somebody who was away: the clock counts only the days on which they are there.

Pure: dates in, dates out. Pages, desks and reminders all take their days from here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from case_studies.models import Absence, Assignment

LAST_DAY = date.max.toordinal() - 366  # an absence for ever ends here, and there is still room to count on


def extend(start: date, due: date, absences: Iterable[Absence]) -> date:
    """Return the day on which `due - start` days have passed since `start`, not counting those of absence.

    A day that is pushed into another absence is pushed on. Without absences this is `due`, and never earlier.
    """
    day = due.toordinal()
    for first, last in _spells(absences):
        first = max(first, start.toordinal() + 1)  # who is asked on a day has the days after it
        if first > day:
            break
        day += max(last - first + 1, 0)
    return date.fromordinal(min(day, LAST_DAY))


def _spells(absences: Iterable[Absence]) -> Iterator[tuple[int, int]]:
    """Yield the absences in order, those that overlap as one."""
    spells = sorted((a.first_day.toordinal(), a.last_day.toordinal()) for a in absences)
    counted = 0
    for first, last in spells:
        if last > counted:
            yield max(first, counted + 1), last
            counted = last


def answer_date(assignment: Assignment, absences: Iterable[Absence]) -> date:
    """Return the day by which an invitation is to be answered. It can be answered before the review starts."""
    return extend(assignment.invited_at.date(), assignment.answer_by, absences)


def due_date(assignment: Assignment, absences: Iterable[Absence]) -> date | None:
    """Return the day by which the review is due; none while its clock stands."""
    if assignment.paused_on is not None:
        return None
    return extend(assignment.invited_at.date(), assignment.due_on, absences)


def is_away(day: date, absences: Iterable[Absence]) -> bool:
    """Whether somebody is away on a day."""
    return any(absence.first_day <= day <= absence.last_day for absence in absences)
