"""Searching: one plain address, chips to take filters off, facets to narrow, and a way on where nothing is found."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import FormErrors
from app.pages.search.facets import YEAR_LABELS, FacetSidebar
from app.pages.search.no_results import no_results
from app.pages.search.query_notes import query_notes
from app.pages.search.subscribe import subscribe_links
from app.pages.search.suggestions import search_box
from app.pages.search.url import FILTERS, YEARS, SearchUrl
from app.phrases.labels import FACETS
from app.schemas.search import SearchSchema, paged_query_from, parameters_from
from case_studies.errors import Incomplete
from case_studies.models import Revision
from case_studies.operations.search.search import SearchPage, check_filters
from case_studies.operations.search.search import search as find
from case_studies.search.contract import Sort
from case_studies.taxonomy.catalogue import Vocabularies, load_vocabularies

pages = Blueprint("search", __name__)


@pages.get("/search")
@open_to_all
def search() -> str | tuple[str, int]:
    """Search the reader's library."""
    address = SearchUrl.of(request.args)
    with reading() as session:
        words = load_vocabularies(session)
        try:
            query = paged_query_from(SearchSchema().load(parameters_from(request.args)))
            check_filters(query, words)
        except (ValidationError, Incomplete) as error:
            return _refused(address, words, FormErrors.by(error))
        page = find(session, current_platform().search, actor(), query)
        rail = FacetSidebar(address, words, page.facets)
        return render_template(
            "search/search.html",
            **_frame(address, rail),
            page=page,
            box=search_box(session, words),
            read=query_notes(session, address, page),
            **subscribe_links(session, actor(), query),
            theme_links=_theme_links,
            facets=rail.facets(),
            sorts=_sorts(address, query.sort),
            prev_url=_page_url(address, page, page.page - 1),
            next_url=_page_url(address, page, page.page + 1),
            last_url=_page_url(address, page, page.pages),
            ways=no_results(session, actor(), rail) if page.total == 0 else None,
        )


def _frame(address: SearchUrl, rail: FacetSidebar) -> dict[str, Any]:
    """Return what stands above the results: the words, the filters, the address without them."""
    return {
        "words": address.first("q"),
        "years": {year: address.first(year) for year in YEARS},
        "kept": [pair for pair in address.values if pair[0] != "q"],
        "kept_by_years": address.without(*YEARS).values,
        "chips": rail.chips(),
        "clear_url": address.without(*FILTERS).url(),
    }


def _refused(address: SearchUrl, words: Vocabularies, refused: FormErrors) -> tuple[str, int]:
    """Answer a search that can't be done: the box and the chips stay, so that one click mends it."""
    labels = {**FACETS, **YEAR_LABELS, "sort": _l("Order"), "page": _l("Page"), "per_page": _l("Results on a page")}
    page = render_template(
        "search/search.html",
        **_frame(address, FacetSidebar(address, words)),
        page=None,
        box={},
        summary=[("", f"{labels.get(name, name)}: {message}") for name, message in refused.fields.items()],
        mended_url=address.without(*refused.fields).url(),
    )
    return page, refused.status


def _theme_links(revision: Revision) -> list[tuple[str, str]]:
    return [(theme.label, SearchUrl((("theme", theme.id),)).url()) for theme in revision.themes]


def _sorts(address: SearchUrl, chosen: Sort) -> list[tuple[str, str, bool]]:
    """Return the orders to choose from. Without words nothing is more relevant; the newest come first then."""
    labels = {Sort.RELEVANCE: _("relevance"), Sort.NEWEST: _("newest"), Sort.TITLE: _("title")}
    if not address.first("q").strip():
        del labels[Sort.RELEVANCE]
        chosen = Sort.NEWEST if chosen == Sort.RELEVANCE else chosen
    plain = address.without("sort")
    return [(label, plain.plus("sort", sort).url(), sort == chosen) for sort, label in labels.items()]


def _page_url(address: SearchUrl, page: SearchPage, number: int) -> str | None:
    if not 1 <= number <= page.pages:
        return None
    return address.plus("page", str(number)).url() if number > 1 else address.url()
