"""Events."""

from datetime import time
from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.submitters import serialize_submitter
from case_studies.models import Event
from case_studies.operations.events.about import things_about
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent
from case_studies.unit_of_work import Session
from case_studies.workflow.events import EVENTS

LISTED = (
    "reference",
    "kind",
    "state",
    "register",
    "audience",
    "attribution",
    "language",
    "title",
    "event_kind",
    "begins_at",
    "finishes_at",
    "place",
    "organised_by",
    "announced_at",
)
READ = (
    "version",
    "time_zone",
    "link",
    "concept_note",
    "agenda",
    "asked_of_members",
    "came_of_it",
    "documents",
    "reason",
    "cancelled_at",
    "own_answer",
)


def serialize_event_link(event: ReleasedEvent) -> Json:
    """Return what lists show of an event."""
    return {
        **_fields(event, LISTED),
        "url": url_for("event.event", reference=event.reference, _external=True),
        "starts": event.starts or None,
        "ends": event.ends or None,
        "precision": _precision(event),
        "announced_by": serialize_submitter(event.announced_by),
        "themes": [{"id": theme.id, "label": theme.label} for theme in event.themes],
    }


def serialize_event(session: Session, actor: Actor, event: Event) -> Json:
    """Return an event as the actor may read it."""
    released = ReleasedEvent(event, actor)
    return {
        **serialize_event_link(released),
        **_fields(released, READ),
        "from_hour": _hour(released.from_hour),
        "to_hour": _hour(released.to_hour),
        "actions": EVENTS.possible_actions(session, event, actor),
        "initiatives": [{"id": one.id, "label": one.name} for one in released.initiatives],
        "about": [_fields(one, ("kind", "reference", "title")) for one in things_about(session, actor, event)],
        "attendances": _attendances(released),
    }


def _attendances(event: ReleasedEvent) -> list[Json] | None:
    if event.attendances is None:
        return None
    return [
        {**_fields(one, ("office", "answer", "answered_at")), "delegation": one.delegation.code}
        for one in event.attendances
    ]


def _precision(event: ReleasedEvent) -> str | None:
    if event.first_day is None:
        return None
    return "month" if event.day_open else "hour" if event.from_hour is not None else "day"


def _hour(hour: time | None) -> str | None:
    return f"{hour:%H:%M}" if hour is not None else None


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
