"""Answers to remarks reach the server while they are typed, and become answers by the button."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REMARKS = "/cases/CS-2026-0026/remarks"
ANSWER = "The drivers' logs were counted again."
STATE = re.compile("Draft, not an answer yet")


def type_an_answer(page: Page) -> None:
    page.goto(REMARKS)
    page.get_by_role("article").first.get_by_role("textbox").fill(ANSWER)


def expect_draft(page: Page) -> None:
    """Expect the answer as a draft on the page of the remarks, as the server knows it."""
    page.goto(REMARKS)
    first = page.get_by_role("article").first
    expect(first.get_by_role("textbox")).to_have_value(ANSWER)
    expect(first.get_by_text(STATE)).to_be_visible()


def test_half_an_answer_is_there_on_another_device_and_is_finished_there(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.idn")
    type_an_answer(author.page)
    expect(author.page.locator("[data-saved]")).to_have_text(re.compile("^Draft saved"))
    other = Person(browser, address, "focal-point.idn")
    expect_draft(other.page)
    first = other.page.get_by_role("article").first
    first.get_by_label("Done", exact=True).check()
    expect(other.page.locator("[data-saved]")).to_have_text(re.compile(r"^Draft saved \d"))
    other.press("Save the answers")
    expect(first.get_by_text("Answered: done")).to_be_visible()
    assert author.problems + other.problems == []


def test_an_answer_typed_without_a_link_is_saved_when_it_is_back(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.idn")
    page = author.page
    page.goto(REMARKS)
    page.context.set_offline(True)
    page.get_by_role("article").first.get_by_role("textbox").fill(ANSWER)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Not saved: no connection."))
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Draft saved"))
    expect_draft(page)
    assert author.problems == []
