"""Every page that every office can reach by following links: it answers, it is well formed, and it leaks nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from case_studies.models import Case
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import State
from tests.support.page_reader import transactions
from tests.support.world import World

pytestmark = pytest.mark.slow

OFFICES = [
    None,
    "practitioner",
    "admin",
    "focal-point.gha",
    "clearance.deu",
    "focal-point.idn",
    "reviewer.jpn",
    "reviewer.ken",
    "editor.bra",
    "editor.idn",
]
NOT_PAGES = ("/static/", "/api/v1/openapi.json", "/search.atom")
SAMPLED = (
    "/search?",
    "/compare?",
    "/words",
)  # each of these pages links to many more of its kind; a sample of them is enough
MOST_OF_A_KIND = 25


class Page(HTMLParser):
    """What a crawler and a screen reader see of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[str] = []
        self.described: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.attributes += found
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labelled.add(found.get("for", ""))
        hidden = tag == "input" and found.get("type") == "hidden"
        if tag in ("input", "select", "textarea") and not hidden and "aria-label" not in found:
            self.controls.append(found.get("id", "?"))
        self.described += found.get("aria-describedby", "").split()


def crawl(client: FlaskClient, start: str = "/") -> Iterator[tuple[str, str]]:
    """Yield address and text of every page that links lead to, starting at home and the desk."""
    waiting, seen, asked = [start, "/desk"], set(), Counter[str]()
    while waiting:
        url = waiting.pop()
        if url in seen or not url.startswith("/") or url.startswith(NOT_PAGES):
            continue
        seen.add(url)
        kind = next((kind for kind in SAMPLED if url.startswith(kind)), "")
        asked[kind] += 1
        if kind and asked[kind] > MOST_OF_A_KIND:
            continue
        answer = client.get(url)
        assert answer.status_code in (200, 303), f"{url} is linked to and answers {answer.status_code}"
        text = answer.get_data(as_text=True)
        if answer.status_code == 303:
            waiting.append(answer.headers["Location"])
            continue
        yield url, text
        waiting += [urldefrag(urljoin(url, link)).url for link in Page(text).links]


@pytest.mark.parametrize("office", OFFICES, ids=str)
def test_every_linked_page_answers_and_is_well_formed_and_keeps_its_secrets(library: World, office: str | None) -> None:
    """Each page also reads in one transaction, whatever its view and its frame ask for."""
    client = library.browser(office) if office else library.visitor()
    hidden = list(hidden_titles(library, office))
    assert hidden
    visited = 0
    with transactions(library) as begun:
        for url, text in crawl(client):
            visited += 1
            check_form(url, text)
            for title in hidden:
                assert title not in text, f"{url} tells {office} of “{title}”"
            assert begun in ([], ["read"]), f"{url} reads in more than one transaction"
            begun.clear()
    assert visited > 30


def check_form(url: str, text: str) -> None:
    """One first-level heading, headings in order, unique ids, every control labelled, nothing inline."""
    page = Page(text)
    assert page.headings.count(1) == 1, f"{url}: first-level headings: {page.headings}"
    jumps = [pair for pair in zip(page.headings, page.headings[1:], strict=False) if pair[1] > pair[0] + 1]
    assert not jumps, f"{url}: headings jump {jumps}"
    assert len(page.ids) == len(set(page.ids)), f"{url}: ids twice: {[i for i in page.ids if page.ids.count(i) > 1]}"
    assert not [control for control in page.controls if control not in page.labelled], f"{url}: a control has no label"
    assert not [named for named in page.described if named not in page.ids], f"{url}: describedby leads nowhere"
    assert "style" not in page.attributes, f"{url}: inline style"
    assert not [name for name in page.attributes if name.startswith("on")], f"{url}: inline script"
    assert "<title>" in text
    assert 'lang="' in text


def hidden_titles(library: World, office: str | None) -> Iterator[str]:
    """Yield the titles of cases of which this office must see nothing."""
    from case_studies.policy.actor import NOBODY

    actor = library.actor(office) if office else NOBODY
    with library.platform.work.reading() as session:
        for case in session.scalars(select(Case)):
            if case.state != State.PUBLISHED and case_view(actor, case) is None:
                yield case.current.title


@pytest.mark.parametrize("office", ["practitioner", "admin", "focal-point.ury", "reviewer.chn"])
def test_unpublished_cases_are_404_by_every_address(library: World, office: str) -> None:
    client = library.browser(office)
    for reference in ("CS-2026-0027", "CS-2026-0028", "CS-2026-0025", "CS-2026-0022", "CS-2026-9999"):
        for tail in ("", "/work", "/edit", "/edit/summary", "/preview", "/reviewers", "/act/publish"):
            assert client.get(f"/cases/{reference}{tail}").status_code == 404, f"{reference}{tail}"
