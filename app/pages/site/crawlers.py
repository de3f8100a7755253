"""What search engines and browsers ask for: which addresses to leave out, what there is, how to search here."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _

from app.access import open_to_all
from app.assets import asset_url
from app.current import current_config, reading
from case_studies.operations.cases.public_list import count_public_cases, list_public_cases
from case_studies.operations.collections.queries import list_public_collections
from case_studies.operations.practices.queries import list_public_practices
from case_studies.policy.actor import NOBODY

pages = Blueprint("crawlers", __name__)

CASES_ON_A_PAGE = 1000
MOST_IN_A_SITEMAP = 50_000  # by the protocol
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
# One search has as many addresses as there are combinations of its facets. Cases are in the sitemap.
LEFT_OUT = (
    "/search?",
    "/search.",
    "/search/suggest",
    "/compare",
    "/fit?",
    "/api/",
    "/sign-in?",
    "/*.csv",
    "/cases/*/report",
)
PLACES = ("home.home", "search.search", "themes.themes", "figures.figures", "about.about")


@pages.get("/robots.txt")
@open_to_all
def robots() -> Response:
    """Say what search engines should leave out, and where the list of cases is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_OUT), f"Sitemap: {_full('.sitemap_index')}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@pages.get("/sitemap.xml")
@open_to_all
def sitemap_index() -> Response:
    """Return the index of the sitemap."""
    with reading() as session:
        numbers = range(1, -(-count_public_cases(session) // CASES_ON_A_PAGE) + 1)
        practices = [_full(".practices_sitemap")] if list_public_practices(session, 1) else []
        collections = [_full(".collections_sitemap")] if list_public_collections(session, NOBODY, 1) else []
    cases = [_full(".cases_sitemap", number=number) for number in numbers]
    addresses = [_full(".places_sitemap"), *practices, *collections, *cases]
    return _list("sitemapindex", "sitemap", ((address, None) for address in addresses))


@pages.get("/sitemap-places.xml")
@open_to_all
def places_sitemap() -> Response:
    """Return the pages that are not cases."""
    return _list("urlset", "url", ((_full(endpoint), None) for endpoint in PLACES))


@pages.get("/sitemap-cases-<id:number>.xml")
@open_to_all
def cases_sitemap(number: int) -> Response:
    """Return a part of the public cases, each with the day on which it changed."""
    with reading() as session:
        cases = list_public_cases(session, number, CASES_ON_A_PAGE)
    if not cases:
        abort(404)
    return _list("urlset", "url", ((_full("case.case", reference=reference), at) for reference, at in cases))


@pages.get("/sitemap-practices.xml")
@open_to_all
def practices_sitemap() -> Response:
    """Return the good practices for the public, each with the day on which it was adopted."""
    with reading() as session:
        practices = list_public_practices(session, MOST_IN_A_SITEMAP)
    if not practices:
        abort(404)
    entries = ((_full("practices.practice", reference=reference), at) for reference, at in practices)
    return _list("urlset", "url", entries)


@pages.get("/sitemap-collections.xml")
@open_to_all
def collections_sitemap() -> Response:
    """Return the collections for the public, each with the day on which it was published."""
    with reading() as session:
        found = list_public_collections(session, NOBODY, MOST_IN_A_SITEMAP)
        entries = [(_full("collections.collection", reference=one.reference), one.published_at) for one in found]
    if not entries:
        abort(404)
    return _list("urlset", "url", entries)


@pages.get("/opensearch.xml")
@open_to_all
def opensearch() -> Response:
    """Describe the search box, so that a browser can offer it in its own."""
    root = Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    SubElement(root, "ShortName").text = "Casebook"
    SubElement(root, "Description").text = _("Search case studies on the safety and security of UN peacekeepers")
    SubElement(root, "InputEncoding").text = "UTF-8"
    SubElement(root, "Image", {"type": "image/svg+xml"}).text = current_config().address + asset_url("icon")
    template = _full("search.search") + "?q={searchTerms}"
    SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    return _xml(root, "application/opensearchdescription+xml")


def _full(endpoint: str, **values: Any) -> str:
    """Return an address with the name of this site, as the settings have it."""
    return current_config().address + url_for(endpoint, **values)


def _list(name: str, item: str, entries: Iterable[tuple[str, datetime | None]]) -> Response:
    root = Element(name, {"xmlns": SITEMAP})
    for address, changed in entries:
        _add_entry(
            root, item, {"loc": address, "lastmod": changed.astimezone(UTC).date().isoformat() if changed else ""}
        )
    return _xml(root, "application/xml")


def _add_entry(root: Element, item: str, values: Mapping[str, str]) -> None:
    node = SubElement(root, item)
    for name, text in values.items():
        if text:
            SubElement(node, name).text = text


def _xml(root: Element, mimetype: str) -> Response:
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
