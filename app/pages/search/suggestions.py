"""Suggestions under a search box: the answer to the page's script, and the list for browsers without scripts."""

from typing import Any

from flask import Blueprint, Response, json, request, url_for
from flask_babel import ngettext

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.search.url import SearchUrl
from app.phrases.found import KINDS
from app.phrases.labels import FACETS
from app.schemas.search import QuerySchema, parameters_from, query_from
from app.templating import direction
from app.thing_urls import thing_url
from case_studies.operations.search.autocomplete import Suggestion, most_frequent_labels, suggest
from case_studies.operations.search.search import check_filters
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.contract import FacetCounts
from case_studies.taxonomy.catalogue import Vocabularies

pages = Blueprint("suggestions", __name__)

CACHE_SECONDS = 60  # in a visitor's own browser, so that deleting a letter sends no request


@pages.get("/search/suggest")
@open_to_all
def suggestions() -> Response:
    """Suggest completions of the words typed so far."""
    query = query_from(QuerySchema().load(parameters_from(request.args)))
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        query = check_filters(query, vocabularies)
        found = suggest(session, current_platform().search, actor(), query, vocabularies)
    answer = {
        "status": ngettext("%(num)s suggestion", "%(num)s suggestions", len(found)) if found else "",
        "suggestions": [_option(suggestion, SearchUrl.of(request.args)) for suggestion in found],
    }
    response = Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")
    if not actor().signed_in:
        response.headers["Cache-Control"] = f"private, max-age={CACHE_SECONDS}"
    return response


def search_box(counts: FacetCounts, vocabularies: Vocabularies) -> dict[str, Any]:
    """Return what the macro of a search box with suggestions needs. `counts` are those of all the reader's cases."""
    return {
        "suggest": url_for("suggestions.suggestions"),
        "options": most_frequent_labels(counts, vocabularies),
    }


def _option(suggestion: Suggestion, address: SearchUrl) -> dict[str, str]:
    """Return a suggestion for the script. A value replaces the words typed and other values of its facet."""
    if suggestion.kind in KINDS:
        url = thing_url(suggestion.id)
        language = {"lang": suggestion.language, "dir": direction(suggestion.language)}
        return {"label": suggestion.label, "kind": str(KINDS[suggestion.kind]), "url": url, **language}
    url = address.without("q", suggestion.kind).plus(suggestion.kind, suggestion.id).url()
    kind = ngettext(
        "%(kind)s, %(num)s result", "%(kind)s, %(num)s results", suggestion.count, kind=str(FACETS[suggestion.kind])
    )
    name = {"name": suggestion.name, "name_lang": suggestion.name_language} if suggestion.name else {}
    return {"label": suggestion.label, "kind": kind, "url": url, **name}
