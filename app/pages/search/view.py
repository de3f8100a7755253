"""The search page: an address for each search, chips to remove filters, facets to narrow, and help without results."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import FormErrors
from app.pages.search.facets import YEAR_LABELS, FacetSidebar
from app.pages.search.no_results import no_results
from app.pages.search.picks import Picks
from app.pages.search.query_notes import query_notes
from app.pages.search.subscribe import subscribe_links
from app.pages.search.suggestions import search_box
from app.pages.search.url import FILTERS, YEARS, SearchUrl
from app.phrases import found
from app.phrases.briefs import about_search
from app.phrases.labels import FACETS
from app.phrases.saved_searches import search_url
from app.schemas.search import SearchSchema, paged_query_from, parameters_from
from app.thing_urls import thing_url
from app.topic_urls import topic_url
from case_studies.errors import Incomplete
from case_studies.operations.collections.things import COLLECTED
from case_studies.operations.search.news import News, search_news
from case_studies.operations.search.search import SearchPage, check_filters
from case_studies.operations.search.search import search as run_search
from case_studies.policy.delegations import known_vocabularies
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Sort
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import Session, now

pages = Blueprint("search", __name__)


@pages.get("/search")
@open_to_all
def search() -> str | tuple[str, int] | Response:
    """Show the results of a search. The engine runs once, and no database statement is repeated.

    The address of a search for a merged entry leads to the one for the entry that stays.
    """
    address = SearchUrl.of(request.args)
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        try:
            query = paged_query_from(SearchSchema().load(parameters_from(request.args)))
            query = check_filters(query, vocabularies)
        except (ValidationError, Incomplete) as error:
            return _refused(session, address, vocabularies, FormErrors.by(error))
        current = address.current(vocabularies)
        if current != address:
            return redirect(current.url(), 301)
        page = run_search(session, current_platform().search, actor(), query)
        sidebar = FacetSidebar(address, vocabularies, page.facets)
        return render_template(
            "search/search.html",
            **_frame(session, address, sidebar),
            page=page,
            box=search_box(page.library.facets, vocabularies),
            notes=query_notes(address, page, vocabularies.places),
            **subscribe_links(session, actor(), query),
            news=_news(session, address),
            saved_search_url=search_url,
            picks=Picks(address, page.page),
            links_of=_links_of,
            thing_url=thing_url,
            phrases=found,
            can_be_put_together=COLLECTED,
            brief_about=about_search(query),
            facets=sidebar.facets(),
            sorts=_sorts(address, query.sort),
            prev_url=_page_url(address, page, page.page - 1),
            next_url=_page_url(address, page, page.page + 1),
            last_url=_page_url(address, page, page.pages),
            no_results=no_results(page, sidebar) if page.total == 0 else None,
        )


def _news(session: Session, address: SearchUrl) -> News | None:
    """Return what is new in the reader's saved searches, before they search for anything."""
    if not actor().signed_in or address.values or "page" in request.args:
        return None
    return search_news(session, current_platform().search, actor())


def _frame(session: Session, address: SearchUrl, sidebar: FacetSidebar) -> dict[str, Any]:
    """Return what is above the results: the words, the filters, the address without them, the date."""
    return {
        "words": address.first("q"),
        "years": {year: address.first(year) for year in YEARS},
        "hidden_fields": [pair for pair in address.values if pair[0] != "q"],
        "hidden_fields_of_years": address.without(*YEARS).values,
        "chips": sidebar.chips(),
        "clear_url": address.without(*FILTERS).url(),
        "today": now(session),
    }


def _refused(session: Session, address: SearchUrl, vocabularies: Vocabularies, errors: FormErrors) -> tuple[str, int]:
    """Show a search that is not valid. The box and the chips remain, so that one click corrects it."""
    labels = {**FACETS, **YEAR_LABELS, "sort": _l("Order"), "page": _l("Page"), "per_page": _l("Results on a page")}
    page = render_template(
        "search/search.html",
        **_frame(session, address, FacetSidebar(address, vocabularies)),
        page=None,
        box={},
        summary=[("", f"{labels.get(name, name)}: {message}") for name, message in errors.fields.items()],
        corrected_url=address.without(*errors.fields).url(),
    )
    return page, errors.status


def _links_of(revision: ReleasedRevision) -> dict[str, Any]:
    """Return where a result leads besides its case: to its delegation, and to each theme."""
    return {
        "delegation_url": topic_url("delegations", revision.submitting_code) if revision.submitting_code else "",
        "themes": [(theme.label, topic_url("themes", theme.id)) for theme in revision.themes],
    }


def _sorts(address: SearchUrl, chosen: Sort) -> list[tuple[str, str, bool]]:
    """Return the orders to choose from. Without words there is no relevance; the newest cases come first."""
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
