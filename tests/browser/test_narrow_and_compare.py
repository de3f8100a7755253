"""Narrowing a long facet by typing, and the way from a search to cases side by side, with and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import NARROW, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOVING = "Convoy, patrol and movement security"
ESCORT = "Convoy escort and combat convoys"


def test_a_long_facet_is_narrowed_by_keyboard_and_says_how_many_are_left(browser: Browser, address: str) -> None:
    reader = Person(browser, address)
    page = reader.page
    page.goto("/search")
    theme = page.locator("details.facet").first
    box = theme.get_by_role("searchbox", name="Find in Theme")
    shown = theme.locator(".facet__item:visible")
    before = shown.count()
    expect(theme.get_by_text(ESCORT)).to_be_hidden()

    theme.locator("summary").first.focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    assert box.evaluate("box => getComputedStyle(box).outlineStyle") != "none"
    page.keyboard.type("ESCÓRT")  # neither case nor accents matter
    expect(theme.get_by_text(ESCORT)).to_be_visible()
    expect(theme.get_by_role("status")).to_have_text(re.compile(r"^1 of \d+ shown$"))
    expect(theme.locator(".facet__above:visible")).to_have_text(MOVING)
    assert shown.count() == 1

    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(theme.get_by_role("status")).to_be_empty()
    assert shown.count() == before

    page.keyboard.type("movement")  # a theme brings its sub-themes along
    expect(theme.get_by_text(ESCORT)).to_be_visible()
    box.fill("zzyzx")
    expect(theme.get_by_role("status")).to_have_text("Nothing in the list has these words.")
    assert shown.count() == 0

    box.fill("escort")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?theme=MOV-CONVOY$"))
    assert reader.problems == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_ticked_cases_are_side_by_side(browser: Browser, address: str, scripts: bool) -> None:
    reader = Person(browser, address, scripts=scripts)
    page = reader.page
    page.goto("/search?q=convoy&host_state=MLI")
    boxes = page.get_by_role("checkbox", name="Compare")
    titles = page.locator("article.result h3").all_inner_texts()[:2]
    button = page.get_by_role("button", name="Compare ticked cases")
    for place in (0, 1):
        boxes.nth(place).check()
    expect(button).to_be_in_viewport()
    button.click()
    expect(page.get_by_role("heading", name="Compare cases")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_text(titles)
    reader.picture("compare")

    page.get_by_label("Add a case").fill("cs-2026-0009")
    reader.press("Add")
    expect(page.get_by_role("columnheader")).to_have_count(3)
    page.get_by_role("link", name=re.compile(f"^Remove.*{re.escape(titles[0])}$")).click()
    expect(page.get_by_role("columnheader").first).to_have_text(titles[1])
    page.get_by_label("Add a case").fill("CS-2026-9999")
    reader.press("Add")
    expect(page.get_by_role("alert")).to_contain_text("CS-2026-9999: there is no published case")
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert reader.problems == []


def test_on_a_telephone_the_cases_are_one_below_the_other(browser: Browser, address: str) -> None:
    page = Person(browser, address).page
    page.set_viewport_size(NARROW)
    page.goto("/compare?case=CS-2026-0001&case=CS-2026-0009&case=CS-2026-0015&case=CS-2026-0002")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    cells = page.locator("#summary td")
    tops = [cell.bounding_box()["y"] for cell in cells.all()]  # type: ignore[index]
    assert tops == sorted(set(tops)), "one under the other"
    for cell in cells.all():
        expect(cell.locator(".compare__name")).to_be_visible()
    expect(page.get_by_role("row")).not_to_have_count(0)  # still a table to screen-reader users


def test_on_paper_the_columns_stay_and_the_sheet_is_turned(browser: Browser, address: str) -> None:
    page = Person(browser, address).page
    page.goto("/compare?case=CS-2026-0001&case=CS-2026-0009&case=CS-2026-0015&case=CS-2026-0002")
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert sheets
    assert all(float(width) > float(height) for width, height in sheets)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})
    tops = {cell.bounding_box()["y"] for cell in page.locator("#summary td").all()}  # type: ignore[index]
    assert len(tops) == 1, "side by side"
    expect(page.get_by_label("Add a case")).to_be_hidden()
