"""What home, search and a case cost on the wire, counted in a Chromium: the first visit, and every later one."""

import pytest
from playwright.sync_api import Browser

from tests.support.browser.visits import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ["/", "/search", "/search?q=convoy", "/cases/CS-2026-0001"]
FIRST_BYTES, FIRST_REQUESTS = 60_000, 6
LATER_BYTES, LATER_REQUESTS = 15_000, 1


@pytest.mark.parametrize("url", PAGES)
def test_a_page_keeps_to_its_budget(browser: Browser, address: str, url: str) -> None:
    reader = Visitor(browser, address)
    first = reader.visit(url)
    assert 5_000 < first.bytes <= FIRST_BYTES
    assert 3 <= first.requests <= FIRST_REQUESTS, first.urls
    reader.leave()
    again = reader.visit(url)
    assert (again.requests, again.bytes <= 1_000) == (LATER_REQUESTS, True), "an unchanged page is not sent again"


def test_the_next_page_costs_itself_alone(browser: Browser, address: str) -> None:
    reader = Visitor(browser, address)
    reader.visit("/about")
    for url in PAGES:
        later = reader.visit(url)
        assert later.requests == LATER_REQUESTS, later.urls
        assert later.bytes <= LATER_BYTES, f"{url}: {later.bytes}"
