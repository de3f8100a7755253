"""The clock of the domain: aware times in UTC. It is passed in, so that tests and the demonstration can set it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], datetime]
SATURDAY = 5


def system_clock() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def add_working_days(day: date, count: int) -> date:
    """Return the day that is some working days later: from Monday to Friday."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
