"""Text that is typed into a case reaches the server: over a lost link, a crashed tab, a lost session, after Back."""

import re

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from case_studies.operations.cases.queries import find_case
from tests.support.browser.person import Person
from tests.support.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "CS-2026-0027"
RESULTS = f"/cases/{CASE}/edit/results"
KEPT = re.compile("^Not saved: no connection. Your text is kept in this browser.")
SAVED = re.compile(r"^Saved \d\d:\d\d")
TYPED = "Nine of ten convoys kept their time.\n\n- counted by the drivers"


@pytest.fixture
def author(browser: Browser, address: str) -> Person:
    """A focal point who writes the section "results"."""
    author = Person(browser, address, "focal-point.gha")
    author.page.goto(RESULTS)
    return author


def results_of(library: World) -> str:
    """Return what is stored of the section."""
    with library.platform.work.reading() as session:
        case = find_case(session, library.actor("focal-point.gha"), CASE)
        return str(case.current.sections["results"])


def field(page: Page) -> Locator:
    return page.get_by_label("Results", exact=True)


def line(page: Page) -> Locator:
    """Return the line that says what is saved."""
    return page.locator("[data-saved]")


def test_words_typed_without_a_link_reach_the_server_when_it_is_back(library: World, author: Person) -> None:
    page, before = author.page, results_of(library)
    page.context.set_offline(True)
    field(page).fill(TYPED[:20])
    expect(line(page)).to_have_text(KEPT)
    author.press("Save and continue")  # the page with the words stays
    expect(field(page)).to_have_value(TYPED[:20])
    field(page).fill(TYPED)
    assert results_of(library) == before
    page.context.set_offline(False)
    expect(line(page)).to_have_text(SAVED)
    assert results_of(library) == TYPED
    assert author.problems == []


def test_words_of_a_crashed_tab_are_offered_when_the_page_is_opened_again(library: World, author: Person) -> None:
    author.page.context.set_offline(True)
    field(author.page).fill(TYPED)
    crash(author.page)
    author.page.close()
    author.page.context.set_offline(False)
    page = author.page.context.new_page()
    page.goto(RESULTS)
    assert field(page).input_value() == results_of(library) != TYPED
    expect(page.get_by_text("This browser has a text that was not saved")).to_be_visible()
    page.get_by_role("button", name="Restore it").click()
    expect(field(page)).to_have_value(TYPED)
    expect(line(page)).to_have_text(SAVED)
    assert results_of(library) == TYPED
    page.reload()
    expect(page.get_by_role("button", name="Restore it")).to_have_count(0)


def test_a_lost_session_is_renewed_in_another_tab_and_the_words_are_saved(library: World, author: Person) -> None:
    page = author.page
    page.context.clear_cookies()
    field(page).fill(TYPED)
    expect(line(page)).to_contain_text("Not saved: you are signed out.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    sign_in(opened.value)
    expect(line(page)).to_have_text(SAVED)
    expect(field(page)).to_have_value(TYPED)
    assert results_of(library) == TYPED


def test_a_lost_session_is_renewed_where_the_words_are_and_they_are_saved(library: World, author: Person) -> None:
    page = author.page
    page.context.clear_cookies()
    field(page).fill(TYPED)
    author.press("Save and continue")
    expect(page.get_by_role("heading", name="Not saved")).to_be_visible()
    expect(field(page)).to_have_value(TYPED)
    page.get_by_label("E-mail").fill("focal-point.gha@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    author.press("Sign in and send")
    expect(page.get_by_text("“Results” is saved.")).to_be_visible()
    assert results_of(library) == TYPED
    page.goto(RESULTS)
    expect(page.get_by_role("button", name="Restore it")).to_have_count(0)


@pytest.mark.parametrize("kind", ["browser", "keeping_browser"], ids=["loaded again", "kept"])
@pytest.mark.parametrize("pressed", [True, False], ids=["by the button", "as it was typed"])
def test_the_page_that_back_shows_after_a_save_has_the_stored_words(
    request: pytest.FixtureRequest, library: World, address: str, kind: str, pressed: bool
) -> None:
    author = Person(request.getfixturevalue(kind), address, "focal-point.gha")
    page = author.page
    page.goto(RESULTS)
    for text in ("Saved first.", "Saved second."):
        field(page).fill(text)
        if pressed:
            author.press("Save")
        else:
            expect(line(page)).to_have_text(SAVED)
            page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link").click()
        page.get_by_role("link", name=re.compile("^(Write|Change) ?: Results")).click()
        expect(field(page)).to_have_value(text)
    page.evaluate("history.go(-4)")
    expect(page).to_have_url(re.compile(RESULTS))
    expect(field(page)).to_have_value("Saved second.")
    field(page).fill("Saved third, after Back.")
    expect(line(page)).to_have_text(SAVED)
    assert results_of(library) == "Saved third, after Back."
    assert author.problems == []


def crash(page: Page) -> None:
    """End the process of a tab."""
    with page.expect_event("crash"), pytest.raises(Error):
        page.goto("chrome://crash")


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail").first.fill("focal-point.gha@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).first.click()
