"""The hour at which silence ends: from a day, an hour and a time zone to one moment, at least a working day ahead.

The functions are pure. Saturdays and Sundays, as the zone of the hour has them, do not count.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from case_studies.errors import N_, Incomplete, Message

LEAST = timedelta(hours=24)
DAY = timedelta(days=1)
WEEKEND = (5, 6)
LONGEST = timedelta(days=90)


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return the moment of an hour in a zone. Raises Incomplete if a change of clocks skips or repeats it."""
    first, second = (datetime.combine(day, hour, zone).replace(fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    is_skipped = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != first.replace(tzinfo=None)
    raise Incomplete(
        {
            "hour": [
                N_("The clocks change in that night, and this hour does not exist there. Choose another one.")
                if is_skipped
                else N_("The clocks change in that night, and this hour comes twice there. Choose another one.")
            ]
        }
    )


def working_time(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """Return how much time passes between two moments, without the weekends of a zone."""
    total = timedelta()
    while start < end:
        day = start.astimezone(zone).date()
        next_day = min(end, _midnight_after(day, zone))
        total += next_day - start if day.weekday() not in WEEKEND else timedelta()
        start = next_day
    return total


def earliest_end(start: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment at which silence that begins now may end."""
    left = LEAST
    while True:
        day = start.astimezone(zone).date()
        next_day = _midnight_after(day, zone)
        if day.weekday() not in WEEKEND:
            if start + left <= next_day:
                return start + left
            left -= next_day - start
        start = next_day


def check_day(moment: datetime, day: date, zone: ZoneInfo) -> None:
    """Raise Incomplete for a day that is too early or too late at every hour and in every zone.

    `moment_of` can't compute with the first and the last days of the calendar.
    """
    if day - moment.date() > LONGEST + DAY:
        raise _too_late()
    if moment.date() - day > DAY:
        raise _too_early(moment, zone)


def check_hour(moment: datetime, until: datetime, zone: ZoneInfo) -> None:
    """Raise Incomplete if silence that begins now would end too early or too late."""
    if until - moment > LONGEST:
        raise _too_late()
    if working_time(moment, until, zone) < LEAST:
        raise _too_early(moment, zone)


def _too_early(moment: datetime, zone: ZoneInfo) -> Incomplete:
    earliest = earliest_end(moment, zone).astimezone(zone)
    refusal = N_("Leave 24 hours of working days. The earliest end in this time zone is %(day)s, %(hour)s.")
    return Incomplete({"hour": [Message(refusal, day=f"{earliest:%Y-%m-%d}", hour=f"{earliest:%H:%M}")]})


def _too_late() -> Incomplete:
    return Incomplete({"hour": [N_("Choose an hour within the next 90 days.")]})


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which the next day begins. Where its midnight is skipped, that is the first moment of it."""
    return datetime.combine(day + DAY, time(), zone).astimezone(UTC)
