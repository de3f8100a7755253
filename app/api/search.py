"""Search and suggestions, with the same rules as on the search page."""

from dataclasses import asdict
from typing import Any

from flask import Response, url_for

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers.search import serialize_search_results
from app.current import current_platform, reading
from app.exports.negotiation import preferred_suffix
from app.exports.results import RESULT_FILES, RESULTS_SUFFIX, send_search
from app.identity import actor
from app.schemas.search import QuerySchema, SearchSchema, paged_query_from, query_from
from app.schemas.search_results import SearchResultsSchema
from app.schemas.suggestions import SuggestionSchema
from app.thing_urls import thing_url
from case_studies.operations.search.autocomplete import Suggestion, suggest
from case_studies.operations.search.search import check_filters, search
from case_studies.policy.delegations import known_vocabularies
from case_studies.vocabulary import FoundKind

blueprint = ApiBlueprint(
    "Search", "Searching cases, difficult issues, good practices, discussions, events, studies and their proposals."
)

PUBLIC: dict[str, Any] = {"token": Token.OPTIONAL, "refusals": (401, 422, 503)}


@blueprint.route("/search")
@open_to_all
@blueprint.arguments(SearchSchema, location="query")
@blueprint.returns(
    200,
    SearchResultsSchema,
    callers="Everybody finds what is public. With a token, what is for members too.",
    **PUBLIC,
)
def search_everything(values: dict[str, Any]) -> dict[str, Any] | Response:
    """Search cases, difficult issues, good practices, discussions, events, studies and their proposals.

    Results match any of the values of one facet, and all of the facets. A theme includes its sub-themes. The posts of
    discussions are not searched. A page after the last one is an empty list with the true total. `hints`, `corrections`
    and `widened` describe how the query was read. `Accept: text/csv`, `application/pdf` or another
    media type asks for a file, as below.
    """
    if (suffix := preferred_suffix(RESULT_FILES)) is not None:
        return send_search(values, suffix)
    query = paged_query_from(values)
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        query = check_filters(query, vocabularies)
        return serialize_search_results(
            session, search(session, current_platform().search, actor(), query), vocabularies
        )


@blueprint.route(f"/search{RESULTS_SUFFIX}")
@open_to_all
@blueprint.arguments(SearchSchema, location="query")
@blueprint.returns_file(
    [form.media_type for form in RESULT_FILES.values()],
    callers="Everybody finds what is public. With a token, what is for members too.",
    token=Token.OPTIONAL,
    refusals=(401, 404, 422, 503),
)
def export_results(values: dict[str, Any], suffix: str) -> Response:
    """Read the results of a search as a table, as a JSON object a line, or as one document.

    Cases, adopted practices, events and studies: what is informal stays on the platform. A file has 1000 results at
    most; `page` counts files, and the header `Link` names the next one. `per_page` has no effect. A document (`.pdf`,
    `.docx`, `.epub`) has the whole texts of the first 25 results, and says so if there are more.
    """
    return send_search(values, suffix)


@blueprint.route("/suggest")
@open_to_all
@blueprint.arguments(QuerySchema, location="query")
@blueprint.returns(
    200,
    SuggestionSchema(many=True),
    callers="Everybody gets suggestions from what is public. With a token, from what is for members too.",
    **PUBLIC,
)
def list_suggestions(values: dict[str, Any]) -> list[dict[str, Any]]:
    """List suggestions for a query that is being typed.

    At most eight. First come themes, host States, operations and initiatives with a name that starts with the typed
    text, in any language, if they lead to something under the filters. Then come titles. An empty query has no
    suggestions.
    """
    query = query_from(values)
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        query = check_filters(query, vocabularies)
        suggestions = suggest(session, current_platform().search, actor(), query, vocabularies)
        return [_serialize_suggestion(suggestion) for suggestion in suggestions]


def _serialize_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    if suggestion.kind in set(FoundKind):
        return {**asdict(suggestion), "url": thing_url(suggestion.id, external=True)}
    return {**asdict(suggestion), "url": url_for("search.search", **{suggestion.kind: suggestion.id}, _external=True)}
