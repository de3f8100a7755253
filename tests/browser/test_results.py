"""How much of the results a screen shows: four on a desk, two on a phone, each with its passage and a matched word."""

import pytest
from playwright.sync_api import Browser, Locator, ViewportSize

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUERIES = ["", "q=convoy", "q=patrol", "q=medical+evacuation", "q=mine&host_state=MLI", "q=training&sort=newest"]
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
LONG_PHONE: ViewportSize = {"width": 375, "height": 812}


@pytest.mark.parametrize("size", [DESK, PHONE, LONG_PHONE], ids=lambda size: f"{size['width']}x{size['height']}")
def test_four_results_are_on_a_desk_and_two_on_a_phone(browser: Browser, address: str, size: ViewportSize) -> None:
    page = Person(browser, address).page
    page.set_viewport_size(size)
    for query in QUERIES:
        page.goto(f"/search?{query}")
        results = page.locator("article.result").all()
        wanted = min(4 if size is DESK else 2, len(results))
        # on the smaller phone the themes of the second result may be below the edge
        last = [_foot(result, ".result__passage" if size is PHONE else ".result__foot") for result in results[:wanted]]
        # what became of a case is above its passage and is never cut
        lives = sum(_height(line) for result in results[:wanted] for line in result.locator(".result__life").all())
        banner = _height(page.locator(".demo-banner"))  # only a demonstration has it
        assert max(last) <= size["height"] + lives + banner, f"{query}: {last}"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=lambda size: f"{size['width']}x{size['height']}")
def test_the_passage_has_two_lines_and_shows_a_matched_word(browser: Browser, address: str, size: ViewportSize) -> None:
    page = Person(browser, address).page
    page.set_viewport_size(size)
    for query in ("convoy", "patrol", "eau", "وقود", "车队"):
        page.goto(f"/search?q={query}")
        for passage in page.locator(".result__passage:has(mark)").all():
            lines = passage.evaluate("p => p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)")
            assert round(lines) <= 2
            mark = passage.locator("mark").first
            assert _foot(mark) <= _foot(passage) + 4, f"{query}: {passage.inner_text()}"


def _height(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["height"]


def _foot(part: Locator, inside: str | None = None) -> float:
    """Return where an element, or a part of it, ends on the screen."""
    box = (part.locator(inside) if inside else part).bounding_box()
    assert box is not None
    return box["y"] + box["height"]
