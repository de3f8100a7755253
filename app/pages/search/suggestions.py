"""Suggestions under a search box: what the page's script asks for, and the list for whoever has none."""

from typing import Any

from flask import Blueprint, Response, json, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.search.url import SearchUrl
from app.phrases.labels import FACETS
from app.schemas.search import QuerySchema, parameters_from, query_from
from app.templating import direction
from case_studies.operations.search.autocomplete import Suggestion, SuggestionKind, options, suggest
from case_studies.operations.search.search import check_filters
from case_studies.taxonomy.catalogue import Vocabularies, load_vocabularies

pages = Blueprint("suggestions", __name__)

KEPT_FOR = 60  # seconds, by the reader's own browser: going back a letter asks nobody


@pages.get("/search/suggest")
@open_to_all
def suggestions() -> Response:
    """Suggest what the words typed so far may become."""
    query = query_from(QuerySchema().load(parameters_from(request.args)))
    with reading() as session:
        words = load_vocabularies(session)
        check_filters(query, words)
        found = suggest(session, current_platform().search, actor(), query, words)
    answer = {
        "said": ngettext("%(num)s suggestion", "%(num)s suggestions", len(found)) if found else "",
        "suggestions": [_drawn(suggestion, SearchUrl.of(request.args)) for suggestion in found],
    }
    response = Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")
    response.headers["Cache-Control"] = f"private, max-age={KEPT_FOR}"
    return response


def search_box(session: Session, words: Vocabularies) -> dict[str, Any]:
    """Return what a search box with suggestions is drawn from."""
    return {
        "suggest": url_for("suggestions.suggestions"),
        "options": options(session, current_platform().search, actor(), words),
    }


def _drawn(suggestion: Suggestion, address: SearchUrl) -> dict[str, str]:
    """Return a suggestion in words. A value takes the place of the words typed and of others of its facet."""
    if suggestion.kind == SuggestionKind.CASE:
        url = url_for("case.case", reference=suggestion.id)
        tongue = {"lang": suggestion.language, "dir": direction(suggestion.language)}
        return {"label": suggestion.label, "kind": _("Case"), "url": url, **tongue}
    url = address.without("q", suggestion.kind).plus(suggestion.kind, suggestion.id).url()
    kind = ngettext(
        "%(kind)s, %(num)s case", "%(kind)s, %(num)s cases", suggestion.count, kind=str(FACETS[suggestion.kind])
    )
    named = {"name": suggestion.name, "name_lang": suggestion.name_language} if suggestion.name else {}
    return {"label": suggestion.label, "kind": kind, "url": url, **named}
