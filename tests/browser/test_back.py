"""What Back shows: after signing out nothing that only the reader could see, and a search box with its own results."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_page_is_kept_for_back_while_its_reader_is_signed_in(keeping_browser: Browser, address: str) -> None:
    """Otherwise the next tests prove nothing, and each Back would cost the link a page."""
    page = Person(keeping_browser, address, "focal-point.gha").page
    page.evaluate("window.isKept = true")
    page.get_by_role("link", name="Themes", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Themes")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=1, name="Desk")).to_be_visible()
    assert page.evaluate("window.isKept") is True


@pytest.mark.parametrize(
    ("kind", "scripts"),
    [("keeping_browser", True), ("browser", True), ("browser", False)],
    ids=["kept", "loaded again", "loaded again, no scripts"],
)
def test_after_signing_out_back_shows_the_sign_in_page(
    request: pytest.FixtureRequest, address: str, kind: str, scripts: bool
) -> None:
    page = Person(request.getfixturevalue(kind), address, "focal-point.gha", scripts=scripts).page
    page.goto("/account")
    page.goto("/desk")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    for _step in range(2):
        page.go_back(wait_until="commit")
        expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
        expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_after_signing_out_in_another_tab_back_shows_the_sign_in_page(keeping_browser: Browser, address: str) -> None:
    page = Person(keeping_browser, address, "focal-point.gha").page
    page.goto("/about")
    other = page.context.new_page()
    other.goto("/about")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_text("You are signed out.")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


@pytest.mark.parametrize("kind", ["browser", "keeping_browser"], ids=["loaded again", "kept"])
def test_after_back_a_search_box_has_the_words_of_its_results(
    request: pytest.FixtureRequest, address: str, kind: str
) -> None:
    page = Person(request.getfixturevalue(kind), address).page
    box = page.locator("main").get_by_role("search").locator("input[type=search]")
    page.goto("/search?q=convoy")
    box.fill("mortar")
    box.press("Enter")
    expect(page).to_have_url(re.compile("q=mortar"))
    page.go_back(wait_until="commit")
    expect(page).to_have_url(re.compile("q=convoy"))
    expect(box).to_have_value("convoy")
