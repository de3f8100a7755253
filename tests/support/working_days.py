"""The calendar of a reviewer with absences, computed day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

from case_studies.models import Absence


def is_away(day: date, absences: Sequence[Absence]) -> bool:
    return any(absence.first_day <= day <= absence.last_day for absence in absences)


def day_after_days_present(first: date, number: int, absences: Sequence[Absence]) -> date:
    """Return the day on which somebody was there for so many days after the first one."""
    day = first
    while number > 0:
        day += timedelta(1)
        number -= not is_away(day, absences)
    return day
