"""What the check finds is shown under its field while it is written, and taken out by one click that can be undone."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "CS-2026-0027"
PLACE = "30P XA 123 456"
SAFER = "a place in the region"
TYPED = f"Two years before 😀 it was at {PLACE}. In the end it was at {PLACE} again."
ONE = "The check found one thing here. Does it belong in the case?"
TWO = "The check found 2 things here. Do they belong in the case?"


@pytest.fixture
def author(browser: Browser, address: str) -> Person:
    author = Person(browser, address, "focal-point.gha")
    author.page.goto(f"/cases/{CASE}/edit/results")
    return author


def field(page: Page) -> Locator:
    return page.get_by_label("Results", exact=True)


def found(page: Page) -> Locator:
    return page.locator("#check-results")


def test_findings_appear_as_they_are_typed_and_the_safer_wording_is_one_change(author: Person) -> None:
    page = author.page
    expect(found(page).get_by_role("status")).to_have_text("")
    field(page).fill(TYPED)
    expect(found(page).get_by_role("status")).to_have_text(TWO)
    expect(found(page).locator("mark")).to_have_text([PLACE, PLACE])
    expect(found(page)).to_contain_text("looks like a grid reference. It shows where persons or posts are.")
    found(page).get_by_role("button", name=f"Write “{SAFER}” instead").nth(1).click()
    expect(field(page)).to_have_value(SAFER.join(TYPED.rsplit(PLACE, 1)))
    expect(found(page).get_by_role("status")).to_have_text(ONE)
    expect(field(page)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value(TYPED)
    expect(found(page).get_by_role("status")).to_have_text(TWO)
    assert author.problems == []


def test_a_reason_that_is_being_typed_stays_when_more_is_found(author: Person) -> None:
    page = author.page
    field(page).fill(f"It was at {PLACE}.")
    found(page).get_by_text("Or say why it may stay").click()
    found(page).get_by_label("Why it may stay", exact=True).fill("It is on the map.")
    field(page).fill(f"Write to j.okafor@gmail.com. It was at {PLACE}.")
    expect(found(page).get_by_role("status")).to_have_text(TWO)
    expect(found(page).get_by_label("Why it may stay", exact=True).nth(1)).to_have_value("It is on the map.")
    field(page).fill("It was found.")
    expect(found(page).get_by_role("listitem")).to_have_count(0)
    expect(found(page).get_by_role("status")).to_have_text("")
    assert author.problems == []


def test_an_arabic_text_is_quoted_from_right_to_left(author: Person) -> None:
    page = author.page
    field(page).fill("كانت القافلة في المربع ٤٥٢١ ٨٨٩٠ حتى الصباح.")
    expect(found(page).locator("q")).to_have_attribute("dir", "rtl")
    expect(found(page).locator("mark")).to_have_text("٤٥٢١ ٨٨٩٠")
    found(page).get_by_role("button", name="instead").click()
    expect(field(page)).to_have_value("كانت القافلة في المربع a place in the region حتى الصباح.")


def test_without_scripts_the_page_that_answers_shows_them(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha", scripts=False)
    page = author.page
    page.goto(f"/cases/{CASE}/edit/results")
    field(page).fill(f"It was at {PLACE}.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"/cases/{CASE}/edit/results")
    expect(found(page)).to_contain_text(ONE)
    found(page).get_by_role("button", name=f"Write “{SAFER}” instead").click()
    expect(page).to_have_url(f"{address}/cases/{CASE}/edit/results#check-results")
    expect(field(page)).to_have_value(f"It was at {SAFER}.")
