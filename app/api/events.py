"""Events: reading, announcing, taking part, and moving them on."""

from typing import Any

from flask import url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import EVENT, EVENT_CHANGE, EVENT_TRANSITION
from app.api.serializers import Json
from app.api.serializers.events import serialize_event, serialize_event_link
from app.api.serializers.history import serialize_history_entry
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.case import SeenSchema
from app.schemas.event_output import EventOutputSchema, EventsSchema
from app.schemas.events import EventChangeSchema, EventListSchema, EventSchema, EventTransitionSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from case_studies.operations.events import editing, steps
from case_studies.operations.events.queries import event_history, find_event, list_events, readable_note
from case_studies.policy.events import is_of_owner
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Events", "Meetings, debates, sessions and days of the Group and around it.")

ONE = "/events/<event:event_reference>"
READERS = "Everybody who may read the event: members once it is announced, the public if it is public."
ORGANISER = "A focal point or an editor of the delegation that announces it."


@blueprint.route("/events")
@open_to_all
@blueprint.arguments(EventListSchema, location="query")
@blueprint.returns(200, EventsSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_announced_events(values: dict[str, Any]) -> Json:
    """List the announced events: coming ones and those of a month from the first, others from the last."""
    with reading() as session:
        page = list_events(session, actor(), **values)
        items = [serialize_event_link(event) for event in page.events]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/events", methods=["POST"])
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(EventSchema, example=EVENT)
@blueprint.returns(
    201,
    EventOutputSchema,
    callers="Focal points and editors. What a focal point writes is cleared before others read it.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the event in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_event(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start an event.

    It is a draft until it is announced. Without further values it is for members.
    """
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        body = serialize_event(session, caller, editing.start_event(session, caller, values, form_key=key))
    return body, {"Location": url_for(".read_event", event_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, EventOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_event(event_reference: str) -> Json:
    """Read an event."""
    with reading() as session:
        return serialize_event(session, actor(), find_event(session, actor(), event_reference))


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(EventChangeSchema, example=EVENT_CHANGE)
@blueprint.returns(
    200, EventOutputSchema, callers=ORGANISER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_event(values: dict[str, Any], event_reference: str) -> Json:
    """Change a draft, or the papers of an announced event.

    Fields that are not sent stay as they are. The papers are `concept_note`, `agenda`, `asked_of_members`,
    `documents`, `about` and `link`; once the event is documented, also `came_of_it`.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        event = find_event(session, actor(), event_reference, for_change=True)
        editing.edit_event(session, event, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_event(session, actor(), event)


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(204, None, callers=ORGANISER, refusals=(401, 403, 404, 409, 422), scope=TokenScope.WRITE)
def delete_draft_event(values: dict[str, Any], event_reference: str) -> None:
    """Delete a draft.

    Its reference is not given to another event. An event that is announced can be cancelled or withdrawn.
    """
    with current_platform().work.writing() as session:
        event = find_event(session, actor(), event_reference, for_change=True)
        editing.delete_event(session, event, actor(), version=values["version"])


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(EventTransitionSchema, example=EVENT_TRANSITION)
@blueprint.returns(
    200,
    EventOutputSchema,
    callers="Callers who find the action in the event's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The event after the action.",
    scope=TokenScope.WRITE,
)
def move_event(values: dict[str, Any], event_reference: str) -> Json:
    """Perform an action.

    `move`, `cancel` and `send_back` need a reason in `note`; everybody who reads the event reads that of the first two.
    `move` needs `moved_to`, `document` needs `outcome`, `take_part` needs `attendance`.
    """
    with current_platform().work.writing() as session:
        event = find_event(session, actor(), event_reference, for_change=True)
        steps.move(session, event, actor(), **values)
        session.flush()  # increments the version
        return serialize_event(session, actor(), event)


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_event_history(event_reference: str) -> list[Json]:
    """List the history of an event, the oldest entry first.

    It says nothing about who takes part.
    """
    with reading() as session:
        event = find_event(session, actor(), event_reference)
        inside = is_of_owner(actor(), event)
        return [
            {**serialize_history_entry(entry, inside=inside), "note": readable_note(actor(), event, entry)}
            for entry in event_history(session, actor(), event)
        ]
