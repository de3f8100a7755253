"""Two people write in one case: different sections both land, and two texts of one section are shown side by side."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Role
from tests.support.browser.person import Person
from tests.support.browser.reviewer import remark
from tests.support.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CASE = "CS-2026-0027"
SAVED = re.compile(r"^Saved \d\d:\d\d")
OURS = "Nine of ten convoys kept their time."
THEIRS = "Eight of ten convoys kept their time."


@pytest.fixture
def colleague(library: World) -> tuple[str, str]:
    """Another office of the delegation: its address and its password."""
    with library.platform.work.writing() as session:
        password_hash = hash_password(session, PASSWORD)
        account = add_account(
            session, "desk2@example.org", "GHA", [Role.FOCAL_POINT], office="Second desk", password_hash=password_hash
        )
        return account.email, PASSWORD


@pytest.fixture
def two(colleague: tuple[str, str], browser: Browser, address: str) -> tuple[Person, Person]:
    """Two people of one delegation, each in a browser of their own."""
    second = Person(browser, address)
    second.sign_in(*colleague)
    return Person(browser, address, "focal-point.gha"), second


def section(library: World, name: str) -> str:
    with library.platform.work.reading() as session:
        return str(find_case(session, library.actor("focal-point.gha"), CASE).current.sections[name])


def write(page: Page, name: str, text: str) -> None:
    page.get_by_label(name, exact=True).fill(text)


def open_section(person: Person, name: str) -> Page:
    person.page.goto(f"/cases/{CASE}/edit/{name}")
    return person.page


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text(SAVED)


def test_two_people_save_two_sections_and_both_land(library: World, two: tuple[Person, Person]) -> None:
    first, second = two
    mine, theirs = open_section(first, "results"), open_section(second, "lessons")
    write(mine, "Results", OURS)
    write(theirs, "Lessons", THEIRS)
    for page in (mine, theirs):
        expect_saved(page)
    assert (section(library, "results"), section(library, "lessons")) == (OURS, THEIRS)


def test_two_texts_of_a_section_are_compared_and_one_is_kept_or_both_are_merged(
    library: World, two: tuple[Person, Person]
) -> None:
    first, second = two
    mine, theirs = open_section(first, "results"), open_section(second, "results")
    write(theirs, "Results", THEIRS)
    expect_saved(theirs)
    write(mine, "Results", OURS)
    expect(mine.locator("[data-saved]")).to_contain_text("Second desk, Ghana saved this text after you opened")
    first.press("Compare the two texts")
    expect(mine.get_by_role("heading", level=1)).to_have_text("There are two texts of “Results”")
    row = mine.get_by_role("row").filter(has_text="ten convoys")
    expect(row.get_by_role("cell").first).to_contain_text("Eight")
    expect(row.get_by_role("cell").last).to_contain_text("Nine")
    assert section(library, "results") == THEIRS
    first.picture("two-texts")
    merged = f"{OURS} {THEIRS}"
    write(mine, "Results", merged)
    first.press("Save the merged text")
    expect(mine.get_by_text("“Results” is saved.")).to_be_visible()
    assert section(library, "results") == merged

    write(theirs, "Results", THEIRS + " So it was.")  # on a page from before the merge
    second.press("Compare the two texts")
    second.press("Keep my text")
    expect(theirs.get_by_text("“Results” is saved.")).to_be_visible()
    assert section(library, "results") == THEIRS + " So it was."

    open_section(second, "results")
    open_section(first, "results")
    write(mine, "Results", merged)
    expect_saved(mine)
    write(theirs, "Results", "Something else.")
    second.press("Compare the two texts")
    second.press("Use the stored text")
    expect(theirs.get_by_label("Results", exact=True)).to_have_value(merged)
    expect(theirs.get_by_role("button", name="Restore it")).to_have_count(0)
    assert section(library, "results") == merged
    for person in two:
        assert person.problems == []


def test_ones_own_other_tab_is_not_called_somebody_else(library: World, browser: Browser, address: str) -> None:
    author = Person(browser, address, "focal-point.gha")
    page, other = open_section(author, "results"), author.page.context.new_page()
    other.goto(page.url)
    write(other, "Results", THEIRS)
    expect_saved(other)
    write(page, "Results", THEIRS)  # the same words are no conflict
    expect_saved(page)
    write(page, "Results", OURS)
    author.press("Save and continue")
    expect(page).to_have_url(re.compile("/shortcomings$"))
    write(other, "Results", "Something else.")
    expect(other.locator("[data-saved]")).to_contain_text("Your own account saved this text in another tab")
    assert section(library, "results") == OURS


def test_two_texts_of_a_review_are_compared_on_the_page_of_the_review(browser: Browser, address: str) -> None:
    reviewer = Person(browser, address, "reviewer.jpn")
    page = reviewer.page
    page.goto("/desk")
    page.get_by_role("link", name="Answer the invitation").first.click()
    reviewer.press("Accept")
    expect(page.get_by_label("Overall")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Overall").fill(THEIRS)
    remark(other, "Results", 1).get_by_label("Your remark").fill("Say who counted.")
    expect_saved(other)
    page.get_by_label("Overall").fill(OURS)
    expect(page.locator("[data-saved]")).to_contain_text("Your own account saved this text in another tab")
    reviewer.press("Compare the two texts")
    expect(page.get_by_role("heading", name="There are two texts of this review")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="ten convoys").get_by_role("cell").first).to_contain_text("Eight")
    reviewer.picture("two-texts-of-a-review")
    remark(page, "Results", 1).get_by_label("Your remark").fill("Say who counted.")
    reviewer.press("Save for later")
    expect(page.get_by_text("Your review is saved.")).to_be_visible()
    expect(page.get_by_label("Overall")).to_have_value(OURS)
    expect(remark(page, "Results", 1).get_by_label("Your remark")).to_have_value("Say who counted.")
    expect(page.get_by_role("button", name="Restore it")).to_have_count(0)
    assert reviewer.problems == []
