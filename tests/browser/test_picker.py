"""The pickers of the form, used by keyboard alone, in a real browser: names in any spelling, chips, announcements."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHERE = "/cases/CS-2026-0027/edit/where"
HOSTS, OPERATIONS, IMPLEMENTING = "Host States and areas", "Operations", "Implementing States"
SPELLINGS = {
    "cote": "Côte d'Ivoire",
    "CÔTE D’IVOIRE": "Côte d'Ivoire",
    "cote d`iv": "Côte d'Ivoire",
    "cote dʼivoire": "Côte d'Ivoire",
    "Ivory Coast": "Côte d'Ivoire",
    "Turkey": "Türkiye",
    "turkiye": "Türkiye",
    "Турция": "Türkiye",
    "DRC": "Democratic Republic of the Congo",
    "RDC": "Democratic Republic of the Congo",
    "GHA": "Ghana",
    "laos": "Lao People's Democratic Republic",
    "lao people’s": "Lao People's Democratic Republic",
    "العراق": "Iraq",
    "马里": "Mali",
    "馬里": "Mali",
    "剛果民主共和國": "Democratic Republic of the Congo",
    "burma": "Myanmar",
    "pays-bas": "Netherlands",
}


def offered(author: Person, name: str) -> Locator:
    return author.page.get_by_role("listbox", name=name).get_by_role("option")


def chips(author: Person, name: str) -> list[str]:
    """Return the chosen values of a picker, as its buttons show them."""
    group = author.page.get_by_role("group", name=name)
    return [text.removesuffix("×").strip() for text in group.get_by_role("button").all_inner_texts()]


@pytest.fixture
def author(browser: Browser, address: str) -> Person:
    person = Person(browser, address, "focal-point.gha")
    person.page.goto(WHERE)
    return person


def test_a_name_is_found_in_whichever_spelling_and_language(author: Person) -> None:
    box = author.page.get_by_role("combobox", name=HOSTS)
    for typed, name in SPELLINGS.items():
        box.fill(typed)
        expect(offered(author, HOSTS).first, typed).to_have_text(name)
    operations = author.page.get_by_role("combobox", name=OPERATIONS)
    operations.fill("unmiss")
    expect(offered(author, OPERATIONS).first).to_contain_text("United Nations Mission in South Sudan")
    operations.fill("Mission des Nations Unies au Soudan du Sud")
    expect(offered(author, OPERATIONS).first).to_contain_text("UNMISS")
    box.fill("xyzzy")
    expect(offered(author, HOSTS)).to_have_count(0)
    assert author.problems == []


def test_values_are_chosen_and_taken_out_by_keyboard_and_announced(author: Person) -> None:
    page = author.page
    box = page.get_by_role("combobox", name=HOSTS)
    status = page.get_by_role("group", name=HOSTS).get_by_role("status")
    assert chips(author, HOSTS) == ["Sierra Leone"]
    box.focus()
    page.keyboard.type("cote")
    expect(box).to_have_attribute("aria-expanded", "true")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_text("Côte d'Ivoire")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Côte d'Ivoire chosen")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")  # opens the list: what the delegation chose before comes first
    expect(page.locator(f"#{box.get_attribute('aria-activedescendant')}")).to_have_text("Central African Republic")
    page.keyboard.press("Escape")
    page.keyboard.type("mali")
    page.keyboard.press("Enter")
    assert set(chips(author, HOSTS)) == {"Sierra Leone", "Côte d'Ivoire", "Mali"}
    page.get_by_role("button", name="Take out Sierra Leone").focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("Sierra Leone taken out")
    expect(box).to_be_focused()
    author.press("Save")
    expect(page.get_by_text("is saved")).to_be_visible()
    page.goto(WHERE)
    assert set(chips(author, HOSTS)) == {"Côte d'Ivoire", "Mali"}


def test_the_own_state_comes_first_and_an_error_leads_into_the_box(author: Person) -> None:
    page = author.page
    box = page.get_by_role("combobox", name=IMPLEMENTING)
    box.click()
    expect(offered(author, IMPLEMENTING).first).to_have_text("Ghana")
    page.goto(f"{WHERE}#f-host_states")
    expect(page.get_by_role("combobox", name=HOSTS)).to_be_focused()
    themes = "/cases/CS-2026-0027/edit/themes"
    page.goto(themes)
    for typed in ("EXP", "FPR", "MOV", "AWR", "TEC", "TRN"):
        page.get_by_role("combobox", name="Themes").fill(typed)
        page.keyboard.press("Enter")
    assert len(chips(author, "Themes")) == 5
    expect(page.get_by_role("group", name="Themes").get_by_role("status")).to_contain_text("At most 5")


def test_without_scripts_the_same_choices_are_checkboxes(browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha", scripts=False)
    author.page.goto(WHERE)
    expect(author.page.get_by_role("combobox", name=HOSTS)).to_have_count(0)
    author.page.get_by_text("Host States of running operations").click()
    author.page.get_by_label("Cyprus").first.check()
    author.press("Save")
    author.page.goto(WHERE)
    expect(author.page.get_by_label("Cyprus").first).to_be_checked()
