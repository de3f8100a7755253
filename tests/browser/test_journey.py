"""The main job, step by step in a real browser: from sign-in to search hit to withdrawal."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import TITLE, Person, write_the_case
from tests.support.browser.reviewer import hand_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def review_it(reviewer: Person, recommendation: str) -> None:
    """Accept the invitation, leave something out, mend it, hand the review in."""
    page = reviewer.page
    reviewer.follow("Answer the invitation")
    reviewer.press("Accept")
    remark = page.get_by_label("Your remark on “Results”").first
    remark.fill("Say whether anybody could have counted.")
    page.get_by_label("Overall").fill("Short and usable.")
    reviewer.press("Submit the review")
    expect(page.get_by_role("alert")).to_contain_text("1 to 5")
    expect(remark).to_have_value("Say whether anybody could have counted.")
    hand_in(reviewer, recommendation)


def test_a_case_travels_from_draft_to_search_hit_to_withdrawal(browser: Browser, address: str) -> None:
    def person(name: str | None = None) -> Person:
        return Person(browser, address, name)

    author = person("focal-point.gha")
    reference = write_the_case(author)
    editor = person("editor.idn")
    assert editor.page.goto(f"/cases/{reference}/work").status == 404  # a draft is its delegation's alone

    author.press("Ask for clearance")
    author.press("Ask for clearance")
    expect(author.page.get_by_text("In clearance").first).to_be_visible()
    assert author.page.goto(f"/cases/{reference}/act/clear").status == 403

    officer = person("clearance.gha")
    officer.follow("Read and decide")
    officer.press("Clear and submit")
    officer.press("Clear and submit")
    expect(officer.page.get_by_text("Submitted").first).to_be_visible()

    editor.follow("Assign reviewers")
    for name in ("Brazil", "Japan"):
        editor.page.get_by_label(name).check()
        editor.press("Ask to review")
    editor.press("Start the review")
    editor.press("Start the review")
    expect(editor.page.get_by_text("In review").first).to_be_visible()

    visitor = person()
    assert not visitor.finds("painted+stones")
    review_it(person("reviewer.bra"), "approve")
    review_it(person("reviewer.jpn"), "approve")

    editor.page.goto(f"/cases/{reference}/work")
    expect(editor.page.get_by_text("Say whether anybody could have counted.").first).to_be_visible()
    editor.press("Publish")
    editor.press("Publish")
    expect(editor.page.get_by_text("Published").first).to_be_visible()

    assert visitor.finds("painted+stones")
    assert visitor.finds("", theme="EXP-SEARCH")
    assert visitor.finds("", host_state="MLI")
    visitor.page.get_by_role("link", name=TITLE).click()
    expect(visitor.page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(visitor.page.get_by_text(reference).locator("visible=true").first).to_be_visible()

    officer.page.goto(f"/cases/{reference}/work")
    officer.press("Withdraw")
    officer.page.get_by_label(f"Withdraw {reference} for good").check()
    officer.press("Withdraw")
    expect(officer.page.get_by_role("heading", name="Desk")).to_be_visible()
    assert not visitor.finds("painted+stones")
    assert visitor.page.goto(f"/cases/{reference}").status == 404
    for somebody in (author, editor, officer, visitor):
        assert somebody.problems == []


def test_the_public_searches_and_reads_without_scripts(browser: Browser, address: str) -> None:
    """Home, search, a filter and a case work with scripts switched off."""
    page = Person(browser, address, scripts=False).page
    page.goto("/")
    page.locator("main").get_by_role("combobox").fill("convoy")
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator("article a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_an_author_writes_without_scripts(browser: Browser, address: str) -> None:
    """A draft is started, a part saved, what is wrong with it is said and leads to its field."""
    author = Person(browser, address, "focal-point.rwa", scripts=False)
    author.press("Start a case")
    author.page.get_by_label("Title").fill(TITLE)
    author.press("Start the draft")
    author.page.get_by_label("First year").fill("soon")
    author.page.locator("#part-when").get_by_role("button", name="Save").click()
    expect(author.page.locator(".messages")).to_contain_text("such as 2019")
    expect(author.page.get_by_label("First year")).to_have_value("soon")
    author.press("Check what is written")
    author.page.get_by_role("complementary").get_by_role("link", name="First year").click()
    assert author.page.url.endswith("#f-started")
