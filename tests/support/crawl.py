"""A crawler that follows every link, and what it checks on each page."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, Rule

from app.exports.formats import FORMATS
from tests.support.page import Page

NOT_PAGES = (
    *("/assets/", "/api/v1/openapi.json", "/search.atom", "/figures.csv", "/evidence-map.csv"),
    *("/overview.csv", "/overview/cases.csv"),
    *("/administration/events.csv", "/administration/history.json"),
)
FILES = tuple(f".{suffix}" for suffix in FORMATS)
TOPICS = ("/themes/", "/states/", "/operations/", "/initiatives/", "/delegations/")
SAMPLED = (
    "/search?",
    "/compare?",
    "/words",
    "/administration/people",
    "/vocabularies/",
    *TOPICS,
)  # each of these pages links to many more of its kind
MOST_OF_A_KIND = 25


def one_of(rule: Rule, argument: str) -> list[str]:
    """Return the values that an argument of an address may have, if the rule of the address lists them."""
    converter = rule._converters[argument] if argument in rule.arguments else None
    return sorted(converter.items) if isinstance(converter, AnyConverter) else []


def crawl(client: FlaskClient, start: str = "/") -> Iterator[tuple[str, str]]:
    """Yield address and text of every page that links lead to, starting at home and the desk."""
    waiting, seen, requested = [start, "/desk"], set(), Counter[str]()
    while waiting:
        url = waiting.pop()
        if "/attachments/" in url or url.endswith(FILES):
            continue  # a file, not a page
        if url in seen or not url.startswith("/") or url.startswith(NOT_PAGES):
            continue
        seen.add(url)
        kind = next((kind for kind in SAMPLED if url.startswith(kind)), "")
        requested[kind] += 1
        if kind and requested[kind] > MOST_OF_A_KIND:
            continue
        answer = client.get(url)
        assert answer.status_code in (200, 303), f"{url} is linked to and answers {answer.status_code}"
        text = answer.get_data(as_text=True)
        if answer.status_code == 303:
            waiting.append(answer.headers["Location"])
            continue
        yield url, text
        waiting += [urldefrag(urljoin(url, link.required("href"))).url for link in Page(text).css("a[href]")]


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
