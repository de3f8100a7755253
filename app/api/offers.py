"""Offers: reading, posting, and moving them on."""

from typing import Any

from app.access import only_roles, open_to_all, signed_in
from app.api import capacity
from app.api.blueprint import BODY, ApiBlueprint, Token
from app.api.capacity import LOCATION, OWNER
from app.api.examples_of_capacity import CAPACITY_CHANGE, CAPACITY_TRANSITION, OFFER
from app.api.serializers import Json
from app.schemas.capacity import (
    CapacityChangeSchema,
    CapacityListSchema,
    CapacitySchema,
    CapacityTransitionSchema,
)
from app.schemas.capacity_output import CapacitiesSchema, CapacityOutputSchema
from app.schemas.case import SeenSchema
from app.schemas.history import HistoryEntrySchema
from app.schemas.send_once import SendOnceSchema
from case_studies.capacity_states import CapacitySide
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint("Offers", "Offers of capacity: training, mentoring, equipment and other support.")

ONE = "/offers/<offer:offer_reference>"
READERS = "Everybody who may read the offer: the public if it is public, members otherwise, once it is posted."


@blueprint.route("/offers")
@open_to_all
@blueprint.arguments(CapacityListSchema, location="query")
@blueprint.returns(200, CapacitiesSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 422))
def list_offers(values: dict[str, Any]) -> Json:
    """List the offers that are valid, the newest first; with `state=lapsed`, those that have lapsed."""
    return capacity.list_side(CapacitySide.OFFER, values)


@blueprint.route("/offers", methods=["POST"])
@only_roles(Role.FOCAL_POINT)
@blueprint.arguments(SendOnceSchema, location="headers")
@blueprint.arguments(CapacitySchema, example=OFFER)
@blueprint.returns(
    201,
    CapacityOutputSchema,
    callers="A focal point, for its own delegation.",
    refusals=(401, 403, 409, *BODY),
    headers=LOCATION,
    scope=TokenScope.WRITE,
)
def create_offer(headers: dict[str, str], values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Start an offer.

    It is a draft until it is posted and cleared. Without further values it is public and named. `doubles` are posted
    offers that it would repeat.
    """
    return capacity.create(CapacitySide.OFFER, headers, values, ".read_offer")


@blueprint.route(ONE)
@open_to_all
@blueprint.returns(200, CapacityOutputSchema, callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def read_offer(offer_reference: str) -> Json:
    """Read an offer."""
    return capacity.read_one(offer_reference)


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(CapacityChangeSchema, example=CAPACITY_CHANGE)
@blueprint.returns(
    200, CapacityOutputSchema, callers=OWNER, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_offer(values: dict[str, Any], offer_reference: str) -> Json:
    """Change a draft.

    Fields that are not sent stay as they are.
    """
    return capacity.update(offer_reference, values)


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.arguments(SeenSchema, location="query")
@blueprint.returns(204, None, callers=OWNER, refusals=(401, 403, 404, 409, 422), scope=TokenScope.WRITE)
def delete_draft_offer(values: dict[str, Any], offer_reference: str) -> None:
    """Delete a draft.

    Its reference is not given again. What is posted can be withdrawn.
    """
    capacity.delete(offer_reference, values["version"])


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(CapacityTransitionSchema, example=CAPACITY_TRANSITION)
@blueprint.returns(
    200,
    CapacityOutputSchema,
    callers="Callers who find the action in its `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The offer after the action.",
    scope=TokenScope.WRITE,
)
def move_offer(values: dict[str, Any], offer_reference: str) -> Json:
    """Perform an action.

    `renew` needs `valid_until`, at most twelve months ahead. `send_back` needs a reason in `note`.
    """
    return capacity.move(offer_reference, values)


@blueprint.route(f"{ONE}/history")
@open_to_all
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, token=Token.OPTIONAL, refusals=(401, 404))
def list_offer_history(offer_reference: str) -> list[Json]:
    """List the history of an offer, the oldest entry first.

    It never names a delegation that is not named to members.
    """
    return capacity.history(offer_reference)
