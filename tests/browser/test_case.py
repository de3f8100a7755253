"""The page of a case as it is read: its summary on one screen, its facts above the text, its sections at the side."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.browser.long_cases import add_long_cases
from tests.support.browser.person import Person
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
BETWEEN: ViewportSize = {"width": 1024, "height": 768}
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth > innerWidth"


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["y"]


def sides(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["x"], box["x"] + box["width"]


@pytest.fixture
def long_cases(library: World) -> dict[str, str]:
    return add_long_cases(library)


def test_long_cases_in_every_language(browser: Browser, long_cases: dict[str, str], address: str) -> None:
    """The longest summary is no larger than the screen, and nothing is wider; on a desk there are three columns."""
    reader = Person(browser, address)
    page = reader.page
    for language, reference in long_cases.items():
        for size in (SMALLEST, PHONE, BETWEEN, DESK):
            page.set_viewport_size(size)
            page.goto(f"/cases/{reference}")
            assert not page.evaluate(WIDER_THAN_SCREEN), f"{language} at {size}"
            box = page.locator("#summary").bounding_box()
            assert box is not None
            assert size is SMALLEST or box["height"] <= size["height"], f"{language} at {size}: {box['height']}"
            if size is BETWEEN:
                assert sides(page, ".case__text")[1] <= sides(page, ".facts")[0], "the facts are beside the text"
        columns = [sides(page, part) for part in (".case__contents", ".case__text", ".facts")]
        assert all(left[1] < right[0] for left, right in pairwise(columns)), f"{language}: {columns}"
        edge = 0 if language != "ar" else 1
        assert sides(page, "#summary")[edge] == sides(page, ".case__text")[edge], language
    assert reader.problems == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_facts_and_sections_are_above_the_text_on_a_telephone(browser: Browser, address: str, scripts: bool) -> None:
    page = Person(browser, address, scripts=scripts).page
    page.set_viewport_size(PHONE)
    page.goto("/cases/CS-2026-0001")
    assert top(page, "#summary") < top(page, ".case__panel > .fold > summary") < top(page, ".case__contents summary")
    assert top(page, ".case__contents summary") < top(page, "#situation")
    expect(page.locator(".facts")).to_be_hidden()
    page.get_by_text("Facts and citation").click()
    expect(page.locator(".facts").get_by_role("link", name="Mali", exact=True)).to_be_visible()
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections.get_by_role("link", name="Results")).to_be_hidden()
    sections.get_by_text("Sections").click()
    sections.get_by_role("link", name="Results").click()
    expect(page.get_by_role("heading", name="Results")).to_be_in_viewport()


def test_the_sections_stay_beside_the_text_and_the_present_one_is_marked(browser: Browser, address: str) -> None:
    page = Person(browser, address).page
    page.goto("/cases/CS-2026-0001")
    sections = page.get_by_role("navigation", name="Sections")
    for name in ("Results", "Sources", "Situation"):
        sections.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()
        expect(sections.locator("[aria-current]")).to_have_text(name)
        expect(sections.get_by_role("link", name="Actions")).to_be_in_viewport(ratio=1)
