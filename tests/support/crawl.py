"""A crawler that follows every link, and what it checks on each page."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from app.exports.results import RESULTS_FORMATS
from app.exports.volume_formats import COLLECTION_FORMATS
from tests.support.page import Page

NOT_PAGES = (
    *("/assets/", "/api/v1/openapi.json", "/search.", "/basket.", "/briefs.", "/figures.csv", "/evidence-map.csv"),
    *("/overview.csv", "/overview/cases.csv"),
    *("/administration/events.csv", "/administration/history.json"),
)
FILES = tuple(f".{suffix}" for suffix in (*COLLECTION_FORMATS, *RESULTS_FORMATS, "ics"))
MOST_OF_A_VIEW = 25


FORM_OF_A_FILE = ("suffix", "form")


def one_of(rule: Rule, argument: str) -> list[str]:
    """Return the values that an argument of an address may have, if the rule of the address lists them.

    Of a file, the API has the same forms as the page, by the same code: one of them is enough there.
    """
    converter = rule._converters[argument] if argument in rule.arguments else None
    values = sorted(converter.items) if isinstance(converter, AnyConverter) else []
    is_same_file = argument in FORM_OF_A_FILE and rule.rule.startswith("/api/")
    return values[:1] if is_same_file else values


def crawl(client: FlaskClient, start: str = "/", *, most: int = MOST_OF_A_VIEW) -> Iterator[tuple[str, str]]:
    """Yield address and text of pages that links lead to, from home and the desk on: of each view at most so many."""
    waiting, seen, requested = [start, "/desk"], set(), Counter[str]()
    while waiting:
        url = waiting.pop()
        if "/attachments/" in url or url.endswith(FILES):
            continue  # a file, not a page
        if url in seen or not url.startswith("/") or url.startswith(NOT_PAGES):
            continue
        seen.add(url)
        view = view_of(client.application, url)
        requested[view] += 1
        if requested[view] > most:
            continue
        answer = client.get(url)
        assert answer.status_code in (200, 303), f"{url} is linked to and answers {answer.status_code}"
        text = answer.get_data(as_text=True)
        if answer.status_code == 303:
            waiting.append(answer.headers["Location"])
            continue
        yield url, text
        waiting += [urldefrag(urljoin(url, link.required("href"))).url for link in Page(text).css("a[href]")]


def view_of(app: Flask, url: str) -> str:
    """Return the view that answers an address, and whether the address has parameters."""
    path, _, parameters = url.partition("?")
    router = app.url_map.bind("localhost")
    view = str(router.match(path)[0]) if router.test(path) else path
    return f"{view} {bool(parameters)}"


def check_markup(url: str, text: str) -> None:
    """Check one first-level heading, headings in order, unique ids, a label for every control, nothing inline."""
    page = Page(text)
    levels = [int((heading.node.tag or "h0")[1]) for heading in page.css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1, f"{url}: first-level headings: {levels}"
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    assert not jumps, f"{url}: headings jump {jumps}"
    ids = Counter(element.required("id") for element in page.css("[id]"))
    assert ids.total() == len(ids), f"{url}: ids twice: {[name for name, count in ids.items() if count > 1]}"
    _check_controls(url, page, set(ids))
    attributes = {name for element in page.css("*") for name in element.node.attributes}
    assert "style" not in attributes, f"{url}: inline style"
    assert not [name for name in attributes if name.startswith("on")], f"{url}: inline script"
    assert page.css("title"), f"{url}: no title"
    assert page.css("html[lang]"), f"{url}: no language"


def _check_controls(url: str, page: Page, ids: set[str]) -> None:
    controls = page.css("input:not([type=hidden]), select, textarea")
    unlabelled = [
        control.node.html
        for control in controls
        if not control.has("aria-label") and control.attribute("id") not in page.labels
    ]
    assert not unlabelled, f"{url}: a control has no label: {unlabelled}"
    described = {identity for element in page.css("[aria-describedby]") for identity in element.described_by}
    assert described <= ids, f"{url}: a description is missing: {described - ids}"
