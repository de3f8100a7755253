"""Matches: beginning a talk, talking, choosing, delivering, and saying what came of it."""

from typing import Any

from flask import url_for

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples_of_capacity import MATCH, MATCH_POST, MATCH_TRANSITION
from app.api.serializers import Json
from app.api.serializers.capacity import serialize_match
from app.api.serializers.history import serialize_history_entry
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.history import HistoryEntrySchema
from app.schemas.matches import (
    MatchesSchema,
    MatchOutputSchema,
    MatchPostSchema,
    MatchSchema,
    MatchTransitionSchema,
)
from case_studies.operations.capacity.matches import (
    express_interest,
    find_match,
    list_matches,
    match_history,
    move_match,
    say,
)
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint(
    "Matches", "Matches of requests and offers. Only the two delegations and the editors read them."
)

ONE = "/matches/<match:match_reference>"
READERS = "The offices of the two delegations, and the editors."
BEGINNERS = "A focal point of either side; an editor, with an offer."


@blueprint.route("/matches")
@signed_in
@blueprint.returns(200, MatchesSchema, callers=READERS, refusals=(401,))
def list_own_matches() -> Json:
    """List the matches that the caller may read, the last moved first, at most a hundred."""
    with reading() as session:
        return {"items": [serialize_match(session, actor(), match) for match in list_matches(session, actor())]}


@blueprint.route("/matches", methods=["POST"])
@signed_in
@blueprint.arguments(MatchSchema, example=MATCH)
@blueprint.returns(
    201,
    MatchOutputSchema,
    callers=BEGINNERS,
    refusals=(401, 403, 409, *BODY),
    headers={"Location": {"description": "The address of the match in the API.", "schema": {"type": "string"}}},
    scope=TokenScope.WRITE,
)
def create_match(values: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """Express interest.

    The two delegations and the editors talk. Who offers does not learn who asks by this, unless the request names it.
    """
    with current_platform().work.writing() as session:
        match = express_interest(session, actor(), values)
        body = serialize_match(session, actor(), match)
    return body, {"Location": url_for(".read_match", match_reference=body["reference"], _external=True)}


@blueprint.route(ONE)
@signed_in
@blueprint.returns(200, MatchOutputSchema, callers=READERS, refusals=(401, 404))
def read_match(match_reference: str) -> Json:
    """Read a match."""
    with reading() as session:
        return serialize_match(session, actor(), find_match(session, actor(), match_reference))


@blueprint.route(f"{ONE}/posts", methods=["POST"])
@signed_in
@blueprint.arguments(MatchPostSchema, example=MATCH_POST)
@blueprint.returns(
    201, MatchOutputSchema, callers=READERS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def say_in_match(values: dict[str, Any], match_reference: str) -> Json:
    """Say something in the talk.

    It is neither searched nor exported, and deleted 90 days after the match is over.
    """
    with current_platform().work.writing() as session:
        match = find_match(session, actor(), match_reference, for_change=True)
        say(session, match, actor(), values["text"])
        return serialize_match(session, actor(), match)


@blueprint.route(f"{ONE}/transitions", methods=["POST"])
@signed_in
@blueprint.arguments(MatchTransitionSchema, example=MATCH_TRANSITION)
@blueprint.returns(
    200,
    MatchOutputSchema,
    callers="Callers who find the action in the match's `actions`.",
    refusals=(401, 403, 404, 409, *BODY),
    description="The match after the action.",
    scope=TokenScope.WRITE,
)
def move_in_match(values: dict[str, Any], match_reference: str) -> Json:
    """Perform an action.

    Only the delegation that asks chooses. `deliver` takes a `delivery`, which the other side confirms. `report` takes a
    `report`, `answer_year` takes `need_met`.
    """
    with current_platform().work.writing() as session:
        match = find_match(session, actor(), match_reference, for_change=True)
        move_match(session, match, actor(), **values)
        session.flush()  # increments the version
        return serialize_match(session, actor(), match)


@blueprint.route(f"{ONE}/history")
@signed_in
@blueprint.returns(200, HistoryEntrySchema(many=True), callers=READERS, refusals=(401, 404))
def list_match_history(match_reference: str) -> list[Json]:
    """List the history of a match, the oldest entry first.

    It names nobody, and has nothing that was said.
    """
    with reading() as session:
        match = find_match(session, actor(), match_reference)
        return [serialize_history_entry(entry, inside=False) for entry in match_history(session, match)]
