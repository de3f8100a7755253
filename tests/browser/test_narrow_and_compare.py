"""Narrowing a long facet by typing, and the way from a search to cases side by side, with and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.person import NARROW, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOVING = "Convoy, patrol and movement security"
ESCORT = "Convoy escort and combat convoys"


def test_a_long_facet_is_narrowed_by_keyboard_and_says_how_many_are_left(browser: Browser, address: str) -> None:
    reader = Person(browser, address)
    page = reader.page
    page.goto("/search")
    box = page.get_by_role("searchbox", name="Find in Theme")
    theme = page.locator("details.facet").filter(has=box)
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
def test_ticked_cases_stay_ticked_and_are_side_by_side(browser: Browser, address: str, scripts: bool) -> None:
    """Across a facet, a new query and the way back, and the third case is added without typing its reference."""
    reader = Person(browser, address, scripts=scripts)
    page = reader.page
    page.goto("/search?q=convoy&host_state=MLI")
    titles = page.locator("article.result h3").all_inner_texts()[:2]
    chosen = page.locator("[data-picks] [data-word]")
    tick(page, titles[0])
    expect(chosen).to_have_text("1 chosen")
    expect(page.get_by_role("link", name="Compare", exact=True)).to_be_hidden()
    page.get_by_role("link", name="Remove Host State or area: Mali").click()
    expect(chosen).to_have_text("1 chosen")
    page.get_by_role("searchbox", name="Search Casebook").or_(page.get_by_role("combobox")).fill(titles[1])
    page.locator("main").get_by_role("button", name="Search").first.click()
    tick(page, titles[1])
    expect(chosen).to_have_text("2 chosen")
    compare = page.get_by_role("link", name="Compare", exact=True)
    expect(compare).to_be_in_viewport()
    compare.click()
    expect(page.get_by_role("heading", name="Compare cases")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_text(titles)
    reader.picture("compare")

    page.get_by_role("link", name=re.compile("^Add ?:")).first.click()
    expect(page.get_by_role("columnheader")).to_have_count(3)
    page.get_by_role("link", name=re.compile(f"^Remove.*{re.escape(titles[0])}$")).click()
    expect(page.get_by_role("columnheader").first).to_have_text(titles[1])
    box = page.locator("#add")
    box.get_by_role("searchbox").fill("water")
    box.get_by_role("button", name="Search").click()
    expect(chosen).to_have_text("2 chosen")
    page.get_by_role("link", name="Clear", exact=True).click()
    expect(chosen).to_be_hidden()
    assert reader.problems == []


def tick(page: Page, title: str) -> None:
    """Tick a result; without scripts the box is a link."""
    result = page.locator("article.result").filter(has_text=title)
    result.get_by_role("checkbox", name="Compare").or_(result.get_by_role("link", name="Compare")).click()


def test_back_from_a_case_leads_to_the_same_ticks_and_a_fifth_cannot_be_set(browser: Browser, address: str) -> None:
    reader = Person(browser, address)
    page = reader.page
    page.goto("/search")
    boxes = page.get_by_role("checkbox", name="Compare")
    expect(boxes).not_to_have_count(0)
    for place in range(4):
        boxes.nth(place).check()
    expect(boxes).to_have_count(4)  # the others are hidden
    page.locator("article.result h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(page.locator(".pick input:checked")).to_have_count(4)
    expect(page.locator("[data-picks] [data-word]")).to_have_text("4 chosen")
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
    expect(page.locator("#add")).to_be_hidden()
