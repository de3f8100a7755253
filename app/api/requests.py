"""Requests: reading, posting, and moving them on."""

from typing import Any

from app.access import only_roles, signed_in
from app.api import capacity
from app.api.blueprint import BODY, ApiBlueprint
from app.api.capacity import LOCATION, OWNER
from app.api.examples_of_capacity import CAPACITY_CHANGE, CAPACITY_TRANSITION, REQUEST
from app.api.serializers import Json
from app.api.serializers.capacity import serialize_fitting_offer
from app.current import reading
from app.identity import actor
from app.schemas.capacity import (
    CapacityChangeSchema,
    CapacityListSchema,
    CapacitySchema,
    CapacityTransitionSchema,
)
from app.schemas.capacity_output import CapacitiesSchema, CapacityOutputSchema, FittingOfferSchema
from app.schemas.case import SeenSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from case_studies.capacity_states import CapacitySide
from case_studies.operations.capacity.matching import fitting_offers
from case_studies.operations.capacity.queries import find_capacity
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint(
    "Requests", "Requests for capacity. Members only; nobody is named unless its delegation chooses so."
)

ONE = "/requests/<request:request_reference>"
READERS = "Members, once the request is circulated."


@blueprint.route("/requests")
@signed_in
@blueprint.arguments(CapacityListSchema, location="query")
@blueprint.returns(200, CapacitiesSchema, callers=READERS, refusals=(401, 422))
def list_requests(values: dict[str, Any]) -> Json:
    """List the requests that are valid, the newest first; with `state=lapsed`, those that have lapsed."""
    return capacity.list_side(CapacitySide.REQUEST, values)


@blueprint.route("/requests", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(CapacitySchema, example=REQUEST)
@blueprint.returns(
    201,
    CapacityOutputSchema,
    callers="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    headers=LOCATION,
    scope=TokenScope.WRITE,
)
def create_request(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start a request.

    It is a draft until it is posted and cleared. Without further values nobody is named.
    """
    return capacity.create(CapacitySide.REQUEST, headers, values, ".read_request")


@blueprint.route(ONE)
@signed_in
@blueprint.returns(200, CapacityOutputSchema, callers=READERS, refusals=(401, 404))
def read_request(request_reference: str) -> Json:
    """Read a request."""
    return capacity.read_one(request_reference)


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(CapacityChangeSchema, example=CAPACITY_CHANGE)
@blueprint.returns(
    200, CapacityOutputSchema, callers=OWNER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_request(values: dict[str, Any], request_reference: str) -> Json:
    """Change a draft.

    Fields that are not sent stay as they are.
    """
    return capacity.update(request_reference, values)


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(204, None, callers=OWNER, refusals=(401, 403, 404, 409, 422), scope=TokenScope.WRITE)
def delete_draft_request(values: dict[str, Any], request_reference: str) -> None:
    """Delete a draft.

    Its reference is not given again. What is posted can be withdrawn.
    """
    capacity.delete(request_reference, values["version"])


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(CapacityTransitionSchema, example=CAPACITY_TRANSITION)
@blueprint.returns(
    200,
    CapacityOutputSchema,
    callers="Callers who find the action in its `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The request after the action.",
    scope=TokenScope.WRITE,
)
def move_request(values: dict[str, Any], request_reference: str) -> Json:
    """Perform an action.

    After it was cleared, a request can be held back for five working days (`hold_back`). `renew` needs `valid_until`,
    at most twelve months ahead. `send_back` needs a reason in `note`.
    """
    return capacity.move(request_reference, values)


@blueprint.route(f"{ONE}/history")
@signed_in
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, refusals=(401, 404))
def list_request_history(request_reference: str) -> list[Json]:
    """List the history of a request, the oldest entry first.

    It never names a delegation that is not named to members.
    """
    return capacity.history(request_reference)


@blueprint.route(f"{ONE}/matches")
@signed_in
@blueprint.returns(200, FittingOfferSchema(many=True), callers=READERS, refusals=(401, 404))
def list_fitting_offers(request_reference: str) -> list[Json]:
    """List the offers that fit a request, the best first, with reasons and differences.

    They are those that the caller may read. Who asks counts only for callers who may know it.
    """
    with reading() as session:
        found = find_capacity(session, actor(), request_reference)
        return [serialize_fitting_offer(one) for one in fitting_offers(session, actor(), found)]
