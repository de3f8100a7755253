"""Forms that are saved by their button alone: what is typed stays in the browser until the server has it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser.person import Person
from tests.support.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Marking a lane at first light"
ANSWER = "The drivers' logs were counted again."
START, REMARKS = "/cases/new", "/cases/CS-2026-0026/remarks"
FORMS = pytest.mark.parametrize(
    ("office", "url", "words"),
    [("focal-point.gha", START, TITLE), ("focal-point.idn", REMARKS, ANSWER)],
    ids=["a new case", "answers to remarks"],
)


def box(page: Page) -> Locator:
    """Return the first field for text of the form."""
    return page.locator("form[data-keep]").get_by_role("textbox").first


@FORMS
def test_words_of_a_closed_page_are_offered_again(
    browser: Browser, address: str, office: str, url: str, words: str
) -> None:
    person = Person(browser, address, office)
    person.page.goto(url)
    box(person.page).fill(words)
    person.page.close()
    page = person.page = person.page.context.new_page()
    page.goto(url)
    expect(box(page)).not_to_have_value(words)
    page.get_by_role("button", name="Restore it").click()
    expect(box(page)).to_have_value(words)
    if url == REMARKS:
        page.get_by_label("Done", exact=True).first.check()
    page.locator("form[data-keep] [type=submit]").last.click()
    page.wait_for_url(lambda at: at.rstrip("/") != f"{address}{url}")
    page.goto(url)
    expect(page.get_by_role("button", name="Restore it")).to_have_count(0)


@FORMS
def test_words_of_a_lost_session_are_sent_after_signing_in(
    browser: Browser, address: str, office: str, url: str, words: str
) -> None:
    person = Person(browser, address, office)
    page = person.page
    page.goto(url)
    box(page).fill(words)
    if url == REMARKS:
        page.get_by_label("Done", exact=True).first.check()
    page.context.clear_cookies()
    page.locator("form[data-keep] [type=submit]").last.click()
    expect(page.get_by_role("heading", name="Not saved")).to_be_visible()
    page.get_by_label("E-mail").fill(f"{office}@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    person.press("Sign in and send")
    expect(page.get_by_text(words).first).to_be_visible()
    page.goto(url)
    expect(page.get_by_role("button", name="Restore it")).to_have_count(0)
    assert person.problems == []
