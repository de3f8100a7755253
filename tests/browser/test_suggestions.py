"""The search box by keyboard alone, on a slow line, by touch, and with an input method: it never gets in the way."""

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.browser.person import NARROW, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANSWERS = "**/search/suggest?*"


@pytest.fixture
def home(browser: Browser, address: str) -> Page:
    page = Person(browser, address).page
    page.goto("/")
    return page


def box(page: Page) -> Locator:
    return page.locator("main").get_by_role("combobox", name="Search Casebook")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def active(page: Page) -> Locator:
    """Return the option that a screen reader says the box is at."""
    return page.locator(f"#{box(page).get_attribute('aria-activedescendant')}")


def test_a_filter_is_chosen_by_keyboard_alone(home: Page) -> None:
    typing = box(home)
    expect(typing).to_have_attribute("aria-expanded", "false")
    expect(typing).to_have_attribute("aria-autocomplete", "list")
    typing.press_sequentially("mal")
    expect(options(home).first).to_contain_text("Mali")
    expect(typing).to_have_attribute("aria-expanded", "true")
    assert home.locator(f"#{typing.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(home.locator("main").get_by_role("status")).to_have_text(f"{options(home).count()} suggestions")
    expect(typing).not_to_have_attribute("aria-activedescendant", "")

    typing.press("ArrowDown")
    expect(active(home)).to_have_attribute("aria-selected", "true")
    expect(active(home)).to_contain_text("Mali")
    typing.press("ArrowUp")
    expect(active(home)).to_contain_text(options(home).last.inner_text().splitlines()[0])
    typing.press("ArrowDown")
    expect(options(home).and_(home.locator("[aria-selected=true]"))).to_have_count(1)
    expect(typing).to_be_focused()
    typing.press("Enter")
    home.wait_for_url("**/search?host_state=MLI")
    expect(home.get_by_role("link", name="Remove Host State or area: Mali")).to_be_visible()


def test_escape_closes_the_list_and_enter_searches_for_the_words(home: Page) -> None:
    typing = box(home)
    typing.press_sequentially("convoy")
    expect(options(home).first).to_be_visible()
    typing.press("ArrowDown")
    typing.press("Escape")
    expect(typing).to_have_attribute("aria-expanded", "false")
    expect(typing).to_have_value("convoy")
    assert typing.get_attribute("aria-activedescendant") is None
    typing.press("ArrowDown")
    expect(options(home).first).to_be_visible()
    typing.press("Enter")
    home.wait_for_url("**/search?q=convoy")


def test_leaving_the_box_closes_the_list(home: Page) -> None:
    typing = box(home)
    typing.press_sequentially("convoy")
    expect(options(home).first).to_be_visible()
    typing.press("Tab")
    expect(typing).to_have_attribute("aria-expanded", "false")


def test_a_title_is_opened_by_touch_on_a_telephone(browser: Browser, address: str) -> None:
    window = browser.new_context(base_url=address, viewport=NARROW, has_touch=True)
    page = window.new_page()
    page.goto("/search?language=es")
    box(page).press_sequentially("preparar")
    found = options(page).filter(has_text="Preparar con inteligencia")
    size = found.bounding_box()
    assert size is not None
    assert size["height"] >= 44
    assert size["x"] >= 0
    assert size["x"] + size["width"] <= NARROW["width"]
    found.tap()
    page.wait_for_url("**/cases/CS-*")


def test_the_filters_that_are_on_are_sent_along_and_kept(home: Page) -> None:
    home.goto("/search?language=en")
    box(home).press_sequentially("mal")
    options(home).filter(has_text="Mali").first.click()
    home.wait_for_url("**/search?host_state=MLI&language=en")


def test_an_answer_that_comes_late_is_dropped(home: Page) -> None:
    """On a satellite link the answer to the first letters may come after the answer to the whole word."""
    held: list[Route] = []
    home.route(ANSWERS, lambda route: held.append(route) if route.request.url.endswith("q=mal") else route.continue_())
    typing = box(home)
    with home.expect_request(ANSWERS):
        typing.press_sequentially("mal")
    typing.press_sequentially("aria")
    expect(options(home).filter(has_text="Malaria")).not_to_have_count(0)
    answer_late(home, held.pop())
    expect(options(home).filter(has_text="Malaria")).not_to_have_count(0)
    expect(options(home).filter(has_text="Too late")).to_have_count(0)


def answer_late(page: Page, route: Route) -> None:
    """Answer a question that waits, and see that the page had time to read the answer."""
    late = {"label": "Too late", "kind": "Theme", "url": "/"}
    route.fulfill(json={"status": "1 suggestion", "suggestions": [late]})
    page.evaluate("() => fetch('/healthz').then((answer) => answer.text())")


def test_no_late_answer_opens_a_list_that_was_closed(home: Page) -> None:
    held: list[Route] = []
    home.route(ANSWERS, lambda route: held.append(route))
    typing = box(home)
    with home.expect_request(ANSWERS):
        typing.press_sequentially("mal")
    typing.press("Tab")
    answer_late(home, held.pop())
    expect(typing).to_have_attribute("aria-expanded", "false")
    expect(options(home)).to_have_count(0)


def test_the_list_does_not_move_until_the_next_answer_and_keeps_the_place(home: Page) -> None:
    held: list[Route] = []
    typing = box(home)
    typing.press_sequentially("mal")
    expect(options(home).first).to_be_visible()
    home.route(ANSWERS, lambda route: held.append(route))
    with home.expect_request(ANSWERS):
        typing.press("i")
    expect(options(home).first).to_be_visible()
    typing.press("ArrowDown")
    with home.expect_response(ANSWERS):
        held.pop().continue_()
    expect(options(home).filter(has_text="Malaria")).to_have_count(0)
    expect(active(home)).to_contain_text("Mali")


def test_a_line_that_is_down_leaves_a_box_that_works(home: Page) -> None:
    home.route(ANSWERS, lambda route: route.abort())
    typing = box(home)
    with home.expect_event("requestfailed"):
        typing.press_sequentially("convoy")
    typing.press("Enter")
    home.wait_for_url("**/search?q=convoy")


def test_letters_of_an_input_method_are_not_taken_for_words(home: Page) -> None:
    """While "bu ji" is being turned into 补给, Enter and the arrows belong to the input method."""
    asked: list[str] = []
    home.on("request", lambda request: asked.append(request.url) if "/suggest" in request.url else None)
    typing = box(home)
    typing.focus()
    devices = home.context.new_cdp_session(home)
    devices.send("Input.imeSetComposition", {"text": "buji", "selectionStart": 4, "selectionEnd": 4})
    with home.expect_request(ANSWERS):
        devices.send("Input.insertText", {"text": "补给"})
    expect(options(home).filter(has_text="补给线")).to_be_visible()
    assert len(asked) == 1


def test_without_scripts_the_browser_lists_what_has_cases(browser: Browser, address: str) -> None:
    page = Person(browser, address, scripts=False).page
    page.goto("/")
    listed = page.locator(f"datalist#{box(page).get_attribute('list')} option")
    assert "Mali" in [option.get_attribute("value") for option in listed.all()]
    page.goto("/search")
    page.get_by_text("How to search").click()
    expect(page.get_by_text("theme:casevac")).to_be_visible()
