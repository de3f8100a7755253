"""Writes calendars (RFC 5545, RFC 7986). They are the same, byte by byte, as long as no event changes.

Times are in UTC, so that a calendar needs no rules of time zones; the local hour is in the text. An event without an
hour takes whole days and does not block them. Nothing in a calendar says who takes part, or has the link of a meeting.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.current import current_config
from app.phrases.events import KINDS, when
from app.thing_urls import thing_url
from case_studies.policy.event_release import ReleasedEvent
from case_studies.workflow.event_dates import calendar_status

MIMETYPE = "text/calendar"
PRODUCT = "-//Group of Friends on the Safety and Security of UN Peacekeepers//Casebook//EN"
ASK_AGAIN_AFTER = timedelta(hours=6)


def calendar_file(name: str, events: Iterable[ReleasedEvent]) -> bytes:
    """Return a calendar of events that have a day."""
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_component(event))
    content: bytes = calendar.to_ical()
    return content


def _component(event: ReleasedEvent) -> Event:
    component = Event()
    for key, value in _properties(event).items():
        component.add(key, value)
    return component


def _properties(event: ReleasedEvent) -> dict[str, Any]:
    return {
        "uid": f"{event.reference}@{urlsplit(current_config().address).hostname}",
        "sequence": event.sequence,
        "dtstamp": event.stamped_at,
        "last-modified": event.stamped_at,
        **(_hours(event) if event.begins_at is not None else _days(event)),
        "status": calendar_status(event.state),
        "summary": event.title,
        **({"location": event.place} if event.place else {}),
        "description": _description(event),
        "url": thing_url(event.reference, external=True),
    }


def _hours(event: ReleasedEvent) -> dict[str, Any]:
    end = {"dtend": event.finishes_at} if event.finishes_at is not None else {}
    return {"dtstart": event.begins_at, **end}


def _days(event: ReleasedEvent) -> dict[str, Any]:
    """Return whole days. The end of RFC 5545 is the day after the last one."""
    last = event.last_day or event.first_day
    return {"dtstart": event.first_day, "dtend": last + timedelta(days=1), "transp": "TRANSPARENT"}


def _description(event: ReleasedEvent) -> str:
    reason = _("Cancelled: %(reason)s") if event.is_cancelled else _("Moved: %(reason)s")
    lines = [
        f"{KINDS[event.event_kind]}, {when(event)}",
        _("Held by %(who)s", who=event.organised_by) if event.organised_by else "",
        reason % {"reason": event.reason} if event.reason else "",
        thing_url(event.reference, external=True),
    ]
    return "\n".join(line for line in lines if line)
