"""The caller's saved searches: new cases that they find are told in the inbox, and by mail."""

from collections.abc import Callable
from typing import Any

from app.access import View, signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import SAVED_SEARCH
from app.current import current_platform
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
)
from case_studies.operations.search.search import check_filters
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.vocabulary import AlertFrequency

area = ApiBlueprint("Saved searches", "Hearing of new cases.")

THE_CALLER = "Whoever has a token, for itself."
ONE = "/saved-searches/<int:search_id>"
unchanged: Callable[[View], View] = area.alt_response(
    200, schema=SavedSearchSchema, description="It was saved already, and stays as it is."
)


@area.route("/saved-searches")
@signed_in
@area.answers(200, SavedSearchSchema(many=True), who=THE_CALLER, refusals=(401,))
def list_saved_searches() -> list[dict[str, Any]]:
    """List what the caller saved, the newest first."""
    with current_platform().work.reading() as session:
        return [_tell(saved) for saved in saved_searches(session, actor())]


@area.route("/saved-searches", methods=["POST"])
@signed_in
@area.arguments(SaveSearchSchema, example=SAVED_SEARCH)
@area.answers(201, SavedSearchSchema, who=THE_CALLER, refusals=(401, 409, *BODY))
@unchanged
def create_saved_search(values: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Save a search.

    A search that is saved already stays as it is, its name and rhythm too, and is answered with 200.
    """
    query, rhythm = query_from(values), AlertFrequency(values["rhythm"])
    with current_platform().work.writing() as session:
        words = load_vocabularies(session)
        check_filters(query, words)
        name = values["name"] or proposed_name(query, words)
        saved, fresh = save_search(session, actor(), query, name=name, rhythm=rhythm)
        return _tell(saved), 201 if fresh else 200


@area.route(ONE, methods=["PATCH"])
@signed_in
@area.arguments(SavedSearchChangeSchema, example={"rhythm": "weekly"})
@area.answers(200, SavedSearchSchema, who=THE_CALLER, refusals=(401, 404, *BODY))
def update_saved_search(values: dict[str, Any], search_id: int) -> dict[str, Any]:
    """Give a saved search another name, another rhythm, or both."""
    rhythm = AlertFrequency(values["rhythm"]) if "rhythm" in values else None
    with current_platform().work.writing() as session:
        saved = change_saved_search(session, actor(), search_id, name=values.get("name"), rhythm=rhythm)
        return _tell(saved)


@area.route(ONE, methods=["DELETE"])
@signed_in
@area.answers(204, None, who=THE_CALLER, refusals=(401, 404))
def delete_saved_search(search_id: int) -> None:
    """Delete a saved search."""
    with current_platform().work.writing() as session:
        forget_saved_search(session, actor(), search_id)


def _tell(saved: SavedSearch) -> dict[str, Any]:
    """Tell a saved search."""
    return {
        **{name: getattr(saved, name) for name in ("id", "name", "rhythm", "address", "saved_at")},
        "url": search_url(saved.address, external=True),
        "feed": feed_url(saved.address, external=True),
    }
