"""What a phone shows of results and lists: names that are whole, titles as wide as the screen, buttons to hit."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.browser.person import NARROW, WIDE, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTH = NARROW["width"]
CUT = "parts => parts.filter(part => part.scrollWidth > part.clientWidth).map(part => part.textContent)"


@pytest.mark.parametrize("width", [320, WIDTH])
def test_a_result_names_its_delegation_whole(browser: Browser, address: str, width: int) -> None:
    """A member sees the longest lines: with the language of the case, and that it is for members."""
    page = Person(browser, address, "practitioner").page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/search")
    assert page.locator(".result__where").count() > 5
    assert page.locator(".result__who").evaluate_all(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_titles_in_a_list_of_cases_have_the_width_of_the_phone(browser: Browser, address: str) -> None:
    page = Person(browser, address, "editor.idn").page
    page.set_viewport_size(NARROW)
    page.goto("/overview/cases?state=published")
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    assert rows.count() > 5
    for row in rows.all():
        assert _size(row.get_by_role("rowheader"), "width") > 0.8 * WIDTH
        assert row.get_by_role("cell").count() == 3


def test_the_next_steps_of_a_case_are_buttons_of_full_height(browser: Browser, address: str) -> None:
    page = Person(browser, address, "editor.idn").page
    page.goto("/cases/CS-2026-0023/work")
    steps = page.locator(".steps-list .button")
    assert steps.count() > 1
    for step in steps.all():
        assert _size(step, "height") >= 44


def _size(part: Locator, side: str) -> float:
    box = part.bounding_box()
    assert box is not None
    return float(box[side])  # type: ignore[literal-required]


def test_the_bar_below_a_review_is_one_row_and_has_one_button_where_it_is_saved_as_it_is_typed(
    browser: Browser, address: str
) -> None:
    person = Person(browser, address, "reviewer.jpn")
    page = person.page
    person.follow("Answer the invitation", "Preparing contingents")
    person.press("Accept")
    page.set_viewport_size(NARROW)
    expect(page.locator("[data-saved]")).to_have_text("Saved as you type")
    expect(page.get_by_role("button", name="Save for later")).to_be_hidden()
    assert _size(page.locator(".button-row--stays"), "height") <= 64


def test_the_bar_below_answers_leaves_the_screen_to_the_answers(browser: Browser, address: str) -> None:
    page = Person(browser, address, "focal-point.idn").page
    page.set_viewport_size(NARROW)
    page.goto("/cases/CS-2026-0026/remarks")
    assert _size(page.locator(".answer-bar"), "height") <= 80


@pytest.mark.parametrize("part", ["title", "themes", "results"])
def test_the_first_field_of_a_part_is_on_the_first_screen(browser: Browser, address: str, part: str) -> None:
    page = Person(browser, address, "focal-point.gha").page
    page.set_viewport_size(NARROW)
    page.goto(f"/cases/CS-2026-0027/edit/{part}")
    field = page.locator("main form").locator("textarea, input:not([type=hidden])").first.bounding_box()
    assert field is not None
    assert field["y"] + min(field["height"], 100) <= NARROW["height"]
    guidance = page.get_by_role("region", name="Guidance")
    expect(guidance).to_be_hidden()
    page.get_by_text("What to write").first.click()
    expect(guidance).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(guidance).to_be_visible()
