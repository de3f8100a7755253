"""Adoptions: what delegations use of published cases and good practices, and what came of it."""

from typing import Any

from flask import url_for

from app.access import only_roles, open_to_all, signed_in
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.examples import ADOPTION, ADOPTION_CHANGE, ADOPTION_TRANSITION
from app.api.serializers import Json
from app.api.serializers.adoptions import serialize_for
from app.api.serializers.history import serialize_history_entry
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.adoption_output import AdoptionOutputSchema, AdoptionsSchema
from app.schemas.adoptions import (
    AdoptionChangeSchema,
    AdoptionListSchema,
    AdoptionSchema,
    AdoptionSeenSchema,
    AdoptionTransitionSchema,
)
from app.schemas.case import SeenSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from case_studies.operations.adoptions import editing, steps
from case_studies.operations.adoptions.queries import adoption_history, find_adoption, list_adoptions
from case_studies.policy.items import is_office_of_owner
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint(
    "Adoptions", "What delegations use of published cases and good practices, and what came of it."
)

ONE = "/adoptions/<adoption:adoption_reference>"
READERS = "Everybody who may read the adoption and what it adopts."
OWNER = "A focal point of the delegation that adopts."


@blueprint.route("/adoptions")
@open_to_all
@blueprint.arguments(AdoptionListSchema, location="query")
@blueprint.returns(200, AdoptionsSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_recorded_adoptions(values: dict[str, Any]) -> Json:
    """List what was recorded, the newest first."""
    with reading() as session:
        page = list_adoptions(session, actor(), **values)
        items = [serialize_for(session, actor(), adoption) for adoption in page.rows]
        return {"items": items, "total": page.total, "page": page.number, "pages": page.pages}


@blueprint.route("/adoptions", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(AdoptionSchema, example=ADOPTION)
@blueprint.returns(
    201,
    AdoptionOutputSchema,
    callers="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the adoption in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_adoption(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start the adoption of a published case or an adopted practice.

    Exactly one of `case` and `practice` is needed. It is a draft until a clearance officer has cleared it.
    Without further values it is named, and for members.
    """
    caller = actor()
    key = f"api-{caller.account}-{headers['key']}" if headers["key"] else None
    with current_platform().work.writing() as session:
        body = serialize_for(session, caller, editing.start_adoption(session, caller, values, form_key=key))
    return body, {"Location": url_for(".read_adoption", adoption_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, AdoptionOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_adoption(adoption_reference: str) -> Json:
    """Read an adoption."""
    with reading() as session:
        return serialize_for(session, actor(), find_adoption(session, actor(), adoption_reference))


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(AdoptionChangeSchema, example=ADOPTION_CHANGE)
@blueprint.returns(
    200, AdoptionOutputSchema, callers=OWNER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_adoption(values: dict[str, Any], adoption_reference: str) -> Json:
    """Change a draft, or write the next statement of what is recorded.

    Fields that are not sent stay as they are. Others read the change once it is cleared.
    """
    version = values.pop("version")
    with current_platform().work.writing() as session:
        adoption = find_adoption(session, actor(), adoption_reference, for_change=True)
        editing.edit_adoption(session, adoption, actor(), values, version=version)
        session.flush()  # increments the version
        return serialize_for(session, actor(), adoption)


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(204, None, callers=OWNER, refusals=(401, 403, 404, 409, 422), scope=TokenScope.WRITE)
def delete_draft_adoption(values: dict[str, Any], adoption_reference: str) -> None:
    """Delete a draft.

    Its reference is not given to another adoption. An adoption that is recorded can be withdrawn.
    """
    with current_platform().work.writing() as session:
        adoption = find_adoption(session, actor(), adoption_reference, for_change=True)
        editing.delete_adoption(session, adoption, actor(), version=values["version"])


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(AdoptionTransitionSchema, example=ADOPTION_TRANSITION)
@blueprint.returns(
    200,
    AdoptionOutputSchema,
    callers="Callers who find the action in the adoption's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The adoption after the action.",
    scope=TokenScope.WRITE,
)
def move_adoption(values: dict[str, Any], adoption_reference: str) -> Json:
    """Perform an action.

    `stop_using` and `send_back` need a reason in `note`.
    """
    with current_platform().work.writing() as session:
        adoption = find_adoption(session, actor(), adoption_reference, for_change=True)
        steps.move_adoption(session, adoption, actor(), **values)
        session.flush()  # increments the version
        return serialize_for(session, actor(), adoption)


@blueprint.route(f"{ONE}/confirmation", methods=["POST"])
@signed_in
@blueprint.arguments(AdoptionSeenSchema)
@blueprint.returns(
    200, AdoptionOutputSchema, callers=OWNER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def confirm_adoption(values: dict[str, Any], adoption_reference: str) -> Json:
    """Say that what is recorded still holds.

    The delegation is asked again in a year.
    """
    with current_platform().work.writing() as session:
        adoption = find_adoption(session, actor(), adoption_reference, for_change=True)
        editing.confirm_adoption(session, adoption, actor(), version=values["version"])
        session.flush()  # increments the version
        return serialize_for(session, actor(), adoption)


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_adoption_history(adoption_reference: str) -> list[Json]:
    """List the history of an adoption, the oldest entry first.

    It never names a delegation that adopts unnamed.
    """
    with reading() as session:
        adoption = find_adoption(session, actor(), adoption_reference)
        inside = is_office_of_owner(actor(), adoption)
        return [serialize_history_entry(entry, inside=inside) for entry in adoption_history(session, actor(), adoption)]
