"""Every kind of page, as offices reach it: it fits on a small screen and is accessible (WCAG 2.2 AA, by axe)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.support.browser.every_page import add_hard_cases, pages_of_each_kind
from tests.support.browser.person import Person
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Axe().axe_script
Scheme = Literal["light", "dark"]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALL = {"runOnly": TAGS, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
LOOKS: Sequence[Sequence[tuple[int, Scheme]]] = (((1280, "light"), (375, "dark")), ((1280, "dark"), (375, "light")))
"""Each page is looked at in two ways, by turns: what all pages share is looked at in four."""
SMALLEST = 320
PARTS = 2  # of the pages, each a test of its own, because it takes minutes

# The parts that stick out of the page, unless they are in a part that scrolls by itself.
STICKING_OUT = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const scrolls = part => part !== null && part !== document.body &&
    (getComputedStyle(part).overflowX !== "visible" || scrolls(part.parentElement));
  const parts = [...document.body.querySelectorAll("*")].filter(part =>
    part.getBoundingClientRect().right > innerWidth + 0.5 && part.offsetWidth > 1 && !scrolls(part.parentElement));
  const name = part => `${part.tagName} ${part.className} ${part.textContent.slice(0, 30)}`;
  return wide > 0 ? [wide, ...parts.map(name).slice(-3)] : [];
}"""


@pytest.fixture
def hard_cases(library: World) -> list[str]:
    return add_hard_cases(library)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_and_is_accessible(
    browser: Browser, library: World, hard_cases: list[str], address: str, part: int
) -> None:
    library.clock.step = timedelta()  # the sessions of the offices would end before all pages are visited
    wide: dict[str, Any] = {}
    faults: dict[str, str] = {}
    visited = 0
    for office, urls in pages_of_each_kind(library, hard_cases):
        page = Person(browser, address, office).page
        for url, is_first in urls:
            visited += 1
            if visited % PARTS != part:
                continue
            page.set_viewport_size({"width": SMALLEST, "height": 640})
            page.goto(url)
            if found := page.evaluate(STICKING_OUT):
                wide[f"{office} {url}"] = found
            for fault, look in faults_of(page, LOOKS[visited // PARTS % 2]) if is_first else ():
                faults.setdefault(fault, f"{office} {url} {look}")
        page.context.close()
    assert visited > 70
    assert not wide, "\n".join(f"{where}: {what}" for where, what in wide.items())
    assert not faults, "\n".join(f"{where}: {what}" for what, where in faults.items())


def faults_of(page: Page, looks: Sequence[tuple[int, Scheme]]) -> Iterator[tuple[str, str]]:
    """Yield what axe finds on a page in each look, and how the page looked."""
    page.evaluate(AXE)
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        for fault in page.evaluate("options => axe.run(options).then(found => found.violations)", ALL):
            for node in fault["nodes"][:2]:
                yield f"{fault['id']}: {node['html'][:160]}", f"{width} {scheme}"
