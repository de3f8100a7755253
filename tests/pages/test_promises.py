"""A link that begins with "All" leads to the page that it names, and to all of what it names."""

import pytest
from flask.testing import FlaskClient

from tests.support.page import Element, Page
from tests.support.page_reader import open_page
from tests.support.world import World

PAGES = (
    "/",
    "/search",
    "/search?q=zzyzx",
    "/search?theme=NOPE",
    "/themes",
    "/states",
    "/figures",
    "/glossary",
)
LEAST = {
    "All themes",
    "All host States and areas",
    "All cases, newest first",
    "All cases (17)",
    "All cases",
}
CASES = "All cases"


def links_to_all(client: FlaskClient) -> list[tuple[str, Element]]:
    """Return page and link, for each link to all of something."""
    pages = [(url, Page(client.get(url).get_data(as_text=True))) for url in PAGES]
    return [(url, link) for url, page in pages for link in page.all("link", "All ") if link.words.startswith("All ")]


def broken_promise(client: FlaskClient, total: int, link: Element) -> str:
    """Return what is wrong with the page that a link leads to, or an empty text."""
    target = open_page(client, link.href)
    if not link.words.startswith(CASES):
        heading = target.css("h1")[0].words
        return "" if heading.lower() == link.words.removeprefix("All ").lower() else f"is headed {heading!r}"
    if not target.has_any("heading", f"{total} cases", exact=True):
        return f"does not list {total} cases"
    sorted_by = [sort.words for sort in target.css(".results-bar__sort [aria-current]")]
    return "" if "newest" not in link.words or sorted_by == ["newest"] else f"is sorted by {sorted_by}"


@pytest.mark.slow
def test_links_to_all_of_something_lead_there(library: World) -> None:
    client = library.visitor()
    total = len(open_page(client, "/search?per_page=100").css("article.result"))
    links = links_to_all(client)
    assert {link.words for _, link in links} >= LEAST
    broken = {(url, link.words): wrong for url, link in links if (wrong := broken_promise(client, total, link))}
    assert not broken
