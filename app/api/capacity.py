"""What the operations about offers and about requests share."""

from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.capacity import serialize_capacity, serialize_capacity_link
from app.api.serializers.history import serialize_history_entry
from app.current import current_platform, reading
from app.identity import actor
from case_studies.capacity_states import CapacitySide
from case_studies.operations.capacity import editing, steps
from case_studies.operations.capacity.queries import (
    capacity_history,
    find_capacity,
    list_capacities,
    readable_note,
)
from case_studies.policy.items import is_office_of_owner

OWNER = "A focal point of the delegation that posts it."
LOCATION = {"Location": {"description": "Its address in the API.", "schema": {"type": "string"}}}


def list_side(side: CapacitySide, values: dict[str, Any]) -> Json:
    """Return a page of offers or of requests."""
    with reading() as session:
        page = list_capacities(session, actor(), side, **values)
        items = [serialize_capacity_link(one) for one in page.rows]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


def create(
    side: CapacitySide, headers: dict[str, str], values: dict[str, Any], read: str
) -> tuple[Json, dict[str, str]]:
    """Start a draft; `read` is the operation that reads it."""
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        started = editing.start_capacity(session, caller, side, values, form_key=key)
        body = serialize_capacity(session, caller, started)
    return body, {"Location": url_for(read, **{f"{side}_reference": body["reference"]}, _external=True)}


def read_one(reference: str) -> Json:
    """Return an offer or a request."""
    with reading() as session:
        return serialize_capacity(session, actor(), find_capacity(session, actor(), reference))


def update(reference: str, values: dict[str, Any]) -> Json:
    """Change a draft."""
    version = values.pop("version")
    with current_platform().work.writing() as session:
        capacity = find_capacity(session, actor(), reference, for_change=True)
        editing.edit_capacity(session, capacity, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_capacity(session, actor(), capacity)


def delete(reference: str, version: int) -> None:
    """Delete a draft."""
    with current_platform().work.writing() as session:
        capacity = find_capacity(session, actor(), reference, for_change=True)
        editing.delete_capacity(session, capacity, actor(), version=version)


def move(reference: str, values: dict[str, Any]) -> Json:
    """Perform an action."""
    with current_platform().work.writing() as session:
        capacity = find_capacity(session, actor(), reference, for_change=True)
        steps.move(session, capacity, actor(), **values)
        session.flush()  # increments the version
        return serialize_capacity(session, actor(), capacity)


def history(reference: str) -> list[Json]:
    """Return the history, the oldest entry first."""
    with reading() as session:
        capacity = find_capacity(session, actor(), reference)
        inside = is_office_of_owner(actor(), capacity)
        return [
            {**serialize_history_entry(entry, inside=inside), "note": readable_note(actor(), capacity, entry)}
            for entry in capacity_history(session, actor(), capacity)
        ]
