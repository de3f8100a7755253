"""When an event is over, when its organiser is asked what came of it, and what the calendar feeds show of it."""

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from case_studies.models import Event
from case_studies.vocabulary import EventState

FIRST_QUESTION = timedelta(days=3)
SECOND_QUESTION = timedelta(days=14)
LAST_ZONE = timedelta(hours=12)
"""A day without an hour ends last in the zone twelve hours behind UTC."""
SHOWN_IN_CALENDARS = (
    "title event_kind first_day last_day day_open from_hour to_hour time_zone place organised_by reason".split()
)


def end_of(event: Event) -> datetime | None:
    """Return the moment at which an event is over everywhere; if its day is open, its month."""
    if event.first_day is None:
        return None
    hour = event.to_hour or event.from_hour
    if hour is not None and event.time_zone is not None:
        return datetime.combine(event.first_day, hour, ZoneInfo(event.time_zone)).astimezone(UTC)
    last = _last_of_month(event.first_day) if event.day_open else event.last_day or event.first_day
    return datetime.combine(last + timedelta(days=1), time(), UTC) + LAST_ZONE


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def next_question(event: Event, today: date) -> date | None:
    """Return the day of the second question, once the first was asked on its day; afterwards None."""
    second = event.moved_at.date() + SECOND_QUESTION
    return second if event.ask_on is not None and event.ask_on < second and today < second else None


def stamp(event: Event, moment: datetime) -> None:
    """Raise the sequence and set the stamp if calendars show something else from now on."""
    shown = {name: str(getattr(event, name)) for name in SHOWN_IN_CALENDARS}
    shown["status"] = calendar_status(event.state)
    digest = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
    if digest == event.calendar_digest:
        return
    event.sequence += 1 if event.calendar_digest else 0
    event.calendar_digest, event.stamped_at = digest, moment


def calendar_status(state: EventState) -> str:
    """Return the STATUS of an event in a calendar (RFC 5545)."""
    return {EventState.ANNOUNCED: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}.get(state, "CONFIRMED")
