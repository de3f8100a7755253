"""What it takes to write a case: clicks, fields and pages from home to clearance requested, counted by real events."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import TEXT, TITLE, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_CLICKS_AND_FIELDS, MOST_PAGES = 25, 12
# A text field is visited, everything else is clicked. A click on a text field is no more than the visit.
COUNT = """
const isField = (node) => node.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");
addEventListener("pointerdown", ({ target }) => isField(target) || count("click"), true);
addEventListener("focusin", ({ target }) => isField(target) && count("field"), true);
addEventListener("DOMContentLoaded", () => count("page"));
"""


def test_a_whole_case_takes_few_clicks_fields_and_pages(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha")
    page, effort = author.page, Counter[str]()
    page.expose_binding("count", lambda _source, what: effort.update([what]))
    page.add_init_script(COUNT)
    page.goto("/")
    page.get_by_role("link", name="Desk", exact=True).click()
    page.get_by_role("link", name="Start a case").click()
    page.get_by_label("Title").fill(TITLE)
    author.press("Start the draft")
    author.pick("Themes", "route clearance")
    author.pick("Host States and areas", "mali")
    author.pick("Operations", "minusma")
    page.get_by_label("First year").fill("2019")
    page.get_by_label("Under way").check()
    page.get_by_label("Self-reported").check()
    page.get_by_role("textbox", name="Contact").fill("peacekeeping@example.org")
    author.press("Continue with the text")
    for section, text in TEXT.items():
        page.locator(f"#f-{section}").fill(text)
    author.press("Check what is written")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    for text in (TITLE, "Mali", "MINUSMA", "2019", *TEXT.values()):
        expect(page.locator("main")).to_contain_text(text[:80])
    author.press("Ask for clearance")
    author.press("Ask for clearance")
    expect(page.get_by_text("In clearance").first).to_be_visible()
    assert effort["click"] + effort["field"] <= MOST_CLICKS_AND_FIELDS, effort
    assert effort["field"] >= len(TEXT), "the fields were counted"
    assert 6 < effort["page"] <= MOST_PAGES, effort
    assert author.problems == []


def test_what_is_missing_leads_into_its_field_and_a_change_is_saved_by_leaving(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha")
    page = author.page
    page.goto("/cases/CS-2026-0027/edit")
    page.get_by_role("complementary").get_by_role("link", name="Resources").click()
    expect(page.get_by_role("textbox", name="Resources")).to_be_focused()
    page.keyboard.type("Two trucks, on loan.")
    author.press("Check what is written")
    expect(page).to_have_url(re.compile("/edit$"))
    expect(page.locator("main")).to_contain_text("Two trucks, on loan.")
    page.get_by_role("link", name=re.compile("^Change ?: Resources")).click()
    expect(page.get_by_role("textbox", name="Resources")).to_have_value("Two trucks, on loan.")
    assert author.problems == []


def test_two_parts_of_one_page_are_saved_by_their_own_buttons_without_scripts(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha", scripts=False)
    page = author.page
    page.goto("/cases/CS-2026-0027/write/text")
    for section, text in (("resources", "Two trucks."), ("transfer", "Fits any unit with trucks.")):
        page.locator(f"#f-{section}").fill(text)
        page.locator(f"#part-{section}").get_by_role("button", name="Save").click()
        assert page.url.endswith(f"/write/text#part-{section}")
        expect(page.locator(f"#f-{section}")).to_have_value(text)
