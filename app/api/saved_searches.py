"""Saved searches of the caller. Alerts about new cases go to the inbox and by mail."""

from collections.abc import Callable
from typing import Any

from app.access import View, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import SAVED_SEARCH
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.saved_searches import feed_url, proposed_name, search_url
from app.schemas.saved_searches import SavedSearchChangeSchema, SavedSearchSchema, SaveSearchSchema
from app.schemas.search import query_from
from case_studies.models import SavedSearch
from case_studies.operations.search.saved_searches import (
    change_saved_search,
    forget_saved_search,
    save_search,
    saved_searches,
    unknown_entries,
)
from case_studies.operations.search.search import check_filters
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.query.query_string import parse_query_string
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import Session
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Saved searches", "Alerts about new cases.")

THE_CALLER = "Everybody with a token, for themselves."
ONE = "/saved-searches/<id:search_id>"
describe_unchanged: Callable[[View], View] = blueprint.alt_response(
    200, schema=SavedSearchSchema, description="The search was saved before; it is not changed."
)


@blueprint.route("/saved-searches")
@signed_in
@blueprint.returns(200, SavedSearchSchema(many=True), callers=THE_CALLER, refusals=(401,))
def list_saved_searches() -> list[dict[str, Any]]:
    """List the caller's saved searches, the newest first."""
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        return [_serialize(session, saved, vocabularies) for saved in saved_searches(session, actor())]


@blueprint.route("/saved-searches", methods=["POST"])
@signed_in
@blueprint.arguments(SaveSearchSchema, example=SAVED_SEARCH)
@blueprint.returns(201, SavedSearchSchema, callers=THE_CALLER, refusals=(401, 409, *BODY), scope=TokenScope.WRITE)
@describe_unchanged
def create_saved_search(values: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Save a search.

    If the same search is saved already, it is returned with status 200, and its name and rhythm stay as they are.
    """
    query, rhythm = query_from(values), values["rhythm"]
    with current_platform().work.writing() as session:
        vocabularies = known_vocabularies(session, actor())
        query = check_filters(query, vocabularies)
        name = values["name"] or proposed_name(query, vocabularies)
        saved, is_new = save_search(session, actor(), query, name=name, rhythm=rhythm)
        return _serialize(session, saved, vocabularies), 201 if is_new else 200


@blueprint.route(ONE, methods=["PATCH"])
@signed_in
@blueprint.arguments(SavedSearchChangeSchema, example={"rhythm": "weekly"})
@blueprint.returns(200, SavedSearchSchema, callers=THE_CALLER, refusals=(401, 404, *BODY), scope=TokenScope.WRITE)
def update_saved_search(values: dict[str, Any], search_id: int) -> dict[str, Any]:
    """Change the name or the rhythm of a saved search, or both."""
    rhythm = values.get("rhythm")
    with current_platform().work.writing() as session:
        saved = change_saved_search(session, actor(), search_id, name=values.get("name"), rhythm=rhythm)
        return _serialize(session, saved, known_vocabularies(session, actor()))


@blueprint.route(ONE, methods=["DELETE"])
@signed_in
@blueprint.returns(204, None, callers=THE_CALLER, refusals=(401, 404), scope=TokenScope.WRITE)
def delete_saved_search(search_id: int) -> None:
    """Delete a saved search."""
    with current_platform().work.writing() as session:
        forget_saved_search(session, actor(), search_id)


def _serialize(session: Session, saved: SavedSearch, vocabularies: Vocabularies) -> dict[str, Any]:
    query = parse_query_string(saved.address)
    return {
        **{name: getattr(saved, name) for name in ("id", "name", "rhythm", "address", "saved_at")},
        "url": search_url(saved.address, external=True),
        "feed": feed_url(saved.address, external=True),
        "unknown_entries": unknown_entries(query, vocabularies, load_thesaurus(session)),
    }
