"""Forms that are saved by their button alone: what is typed stays in the browser until the server has it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser.person import Person
from tests.support.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Marking a lane at first light"
REASON = "The capital asks for the number of drills."
START, SEND_BACK = "/cases/new", "/cases/CS-2026-0028/act/send_back"
FORMS = pytest.mark.parametrize(
    ("office", "url", "words"),
    [("focal-point.gha", START, TITLE), ("clearance.deu", SEND_BACK, REASON)],
    ids=["a new case", "the reason of a decision"],
)


def box(page: Page) -> Locator:
    """Return the first field for text of the form."""
    return page.locator("form[data-keep]").get_by_role("textbox").first


def expect_nothing_kept(page: Page) -> None:
    """Wait until this browser keeps no form's text: the page's script clears it after the text is on the screen."""
    page.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('casebook '))")


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
    page.locator("form[data-keep] [type=submit]").last.click()
    page.wait_for_url(lambda at: at.rstrip("/") != f"{address}{url}")
    expect_nothing_kept(page)


@FORMS
def test_words_of_a_lost_session_are_sent_after_signing_in(
    browser: Browser, address: str, office: str, url: str, words: str
) -> None:
    person = Person(browser, address, office)
    page = person.page
    page.goto(url)
    box(page).fill(words)
    page.context.clear_cookies()
    page.locator("form[data-keep] [type=submit]").last.click()
    expect(page.get_by_role("heading", name="Not saved")).to_be_visible()
    page.get_by_label("E-mail").fill(f"{office}@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    person.press("Sign in and send")
    expect(page.get_by_text(words).first).to_be_visible()
    expect_nothing_kept(page)
    assert person.problems == []


def test_words_of_a_refused_form_are_kept_until_it_is_taken(browser: Browser, address: str) -> None:
    person = Person(browser, address, "admin")
    page = person.page
    page.goto("/words/new")
    page.get_by_label("Note").fill(REASON)
    person.press("Add")
    expect(page.locator(".error-summary")).to_be_visible()
    page.close()
    page = person.page = person.page.context.new_page()
    page.goto("/words/new")
    page.get_by_role("button", name="Restore it").click()
    expect(page.get_by_label("Note")).to_have_value(REASON)
    page.get_by_label("English").fill("a lane of painted stones")
    person.press("Add")
    page.wait_for_url(lambda at: not at.endswith("/words/new"))
    expect_nothing_kept(page)
