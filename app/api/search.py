"""Search and its suggestions, by the same rules as the search page."""

from dataclasses import asdict
from typing import Any

from flask import url_for

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers.cases import case_url
from app.api.serializers.search import serialize_search_results
from app.current import current_platform
from app.identity import actor
from app.schemas.search import QuerySchema, SearchSchema, paged_query_from, query_from
from app.schemas.search_results import SearchResultsSchema
from app.schemas.suggestions import SuggestionSchema
from case_studies.operations.search.autocomplete import Suggestion, SuggestionKind, suggest
from case_studies.operations.search.search import check_filters, search
from case_studies.taxonomy.catalogue import load_vocabularies

area = ApiBlueprint("Search", "Finding what is published.")

EVERYBODY: dict[str, Any] = {"token": Token.OPTIONAL, "refusals": (401, 422, 503)}


@area.route("/search")
@open_to_all
@area.arguments(SearchSchema, location="query")
@area.answers(
    200,
    SearchResultsSchema,
    who="Everybody finds the public cases; with a token, those for members too.",
    **EVERYBODY,
)
def search_cases(values: dict[str, Any]) -> dict[str, Any]:
    """Search the published cases.

    Several values of one facet widen, different facets narrow, and a theme includes its sub-themes. A page past the
    end is an empty list with the true total. `hints`, `corrections` and `widened` say how the query was read.
    """
    query = paged_query_from(values)
    with current_platform().work.reading() as session:
        words = load_vocabularies(session)
        check_filters(query, words)
        return serialize_search_results(search(session, current_platform().search, actor(), query), words)


@area.route("/suggest")
@open_to_all
@area.arguments(QuerySchema, location="query")
@area.answers(
    200,
    SuggestionSchema(many=True),
    who="Everybody gets what the public cases give; with a token, those for members too.",
    **EVERYBODY,
)
def list_suggestions(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Suggest what somebody may be about to type.

    At most eight: themes, host States, operations and initiatives of which a name in any language is begun and that
    have cases under the filters, then titles. Nothing typed, nothing suggested.
    """
    query = query_from(values)
    with current_platform().work.reading() as session:
        words = load_vocabularies(session)
        check_filters(query, words)
        return [_tell(found) for found in suggest(session, current_platform().search, actor(), query, words)]


def _tell(found: Suggestion) -> dict[str, Any]:
    if found.kind == SuggestionKind.CASE:
        return {**asdict(found), "url": case_url(found.id)}
    return {**asdict(found), "url": url_for("search.search", **{found.kind: found.id}, _external=True)}
