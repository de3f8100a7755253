"""An event in the terms of schema.org, as the public reads it: for the search engines that read its page."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.exports.jsonld import CONTEXT, organization
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.policy.event_release import ReleasedEvent
from case_studies.vocabulary import Audience

ONLINE = ("online", "virtual", "videoconference", "video conference")
"""Words for a place that is none."""


def describe_event(event: ReleasedEvent) -> dict[str, Any] | None:
    """Return the description of an event as its reader reads it, or None if it is not public."""
    if event.is_hidden or event.audience != Audience.PUBLIC:
        return None
    address = thing_url(event.reference, external=True)
    values = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": address,
        "url": address,
        "identifier": event.reference,
        "name": event.title,
        "description": event.concept_note,
        "inLanguage": event.language,
        "startDate": _moment(event, event.begins_at) or event.starts,
        "endDate": _moment(event, event.finishes_at) or event.ends,
        "eventStatus": f"{CONTEXT}/{_status(event)}",
        "eventAttendanceMode": f"{CONTEXT}/{'Online' if _is_online(event) else 'Offline'}EventAttendanceMode",
        "location": _location(event, address),
        "organizer": _organizer(event),
        "about": [{"@type": "Thing", "name": theme.label} for theme in event.themes],
    }
    return {name: value for name, value in values.items() if value}


def _moment(event: ReleasedEvent, moment: datetime | None) -> str:
    """Return a moment in the time zone of the event; empty if the hour is not known."""
    return moment.astimezone(ZoneInfo(event.time_zone)).isoformat() if moment is not None else ""


def _status(event: ReleasedEvent) -> str:
    if event.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if event.reason else "EventScheduled"


def _is_online(event: ReleasedEvent) -> bool:
    """Whether it is held nowhere but online, as far as its place says."""
    return not event.place or any(word in event.place.casefold() for word in ONLINE)


def _location(event: ReleasedEvent, address: str) -> dict[str, str]:
    """Return the place. Of an online meeting, it is the page: only members get its link."""
    if _is_online(event):
        return {"@type": "VirtualLocation", "url": address}
    return {"@type": "Place", "name": event.place, "address": event.place}


def _organizer(event: ReleasedEvent) -> dict[str, str] | None:
    """Return who holds it, or else the delegation that announces it, if the public may know it."""
    if event.organised_by:
        return organization(event.organised_by)
    is_named = event.announced_by.name and not event.demonstration
    return organization(name_of(event.announced_by)) if is_named else None
