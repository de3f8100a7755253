"""The main job, told step by step in a real browser: from sign-in to search hit to withdrawal."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.world import PASSWORD

pytestmark = pytest.mark.browser

TITLE = "Marking a safe lane before the water trucks leave"
TEXT = {
    "summary": "A search team marked one safe lane each morning before the water trucks left the camp.",
    "situation": "The road to the borehole had been mined twice in one season.",
    "actions": "Searchers walked ahead of the first truck and marked the lane with painted stones.",
    "resources": "Six searchers, one vehicle, paint.",
    "results": "Not measured.",
    "shortcomings": "Rain moved the stones; the lane had to be marked anew after each storm.",
    "lessons": "Repeat: mark on the day. Avoid: trusting yesterday's marks.",
    "transfer": "Fits unpaved roads with one daily movement.",
}


class Person:
    """One office in a browser window of its own."""

    def __init__(self, browser: Browser, address: str, name: str | None = None, *, scripts: bool = True) -> None:
        window = browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 800}, java_script_enabled=scripts
        )
        window.set_default_timeout(10_000)
        self.page: Page = window.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console", lambda line: self.problems.append(line.text) if "Content Security" in line.text else None
        )
        if name is not None:
            self.page.goto("/sign-in")
            self.page.get_by_label("E-mail").first.fill(f"{name}@demo.example")
            self.page.get_by_label("Password").fill(PASSWORD)
            self.page.locator("main").get_by_role("button", name="Sign in", exact=True).first.click()
            expect(self.page.get_by_role("heading", name="Desk")).to_be_visible()

    def press(self, name: str) -> None:
        """Press a button, or follow a link that looks like one."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name, exact=True).or_(
            main.get_by_role("link", name=name, exact=True)
        ).first.click()

    def follow(self, step: str) -> None:
        """Take the one next step that the desk offers for the case."""
        self.page.get_by_role("listitem").filter(has_text=TITLE).get_by_role("link", name=step).click()

    def finds(self, words: str, **filters: str) -> bool:
        """Whether a search shows the case."""
        query = "&".join([f"q={words}", *(f"{name}={value}" for name, value in filters.items())])
        self.page.goto(f"/search?{query}")
        return self.page.get_by_role("link", name=TITLE).count() > 0


def write_the_case(author: Person) -> str:
    """Write a whole case part by part, as the form leads; return its reference."""
    page = author.page
    author.press("Start a case")
    page.get_by_label("Title").fill(TITLE)
    author.press("Start the draft")
    reference = re.search(r"CS-\d{4}-\d{4}", page.url)
    assert reference is not None
    page.get_by_role("link", name="Themes", exact=True).last.click()
    page.get_by_role("searchbox", name="Find in the list").fill("route clearance")
    page.get_by_label("Search, detection and route clearance").check()
    author.press("Save and go on")
    page.locator("#f-host_states, [name=host_states][value=MLI]").last.evaluate(
        "box => box.closest('details').open = true"
    )
    page.locator("[name=host_states][value=MLI]").check()
    page.locator("[name=operations][value=MINUSMA]").evaluate("box => box.closest('details').open = true")
    page.locator("[name=operations][value=MINUSMA]").check()
    author.press("Save and go on")
    page.get_by_label("First year").fill("2019")
    page.get_by_label("Last year").fill("2018")
    page.get_by_label("Ended").check()
    author.press("Save and go on")
    expect(page.get_by_role("alert")).to_contain_text("ends before it starts")
    expect(page.get_by_label("First year")).to_have_value("2019")
    page.get_by_label("Last year").fill("2021")
    author.press("Save and go on")
    author.press("Save and go on")  # initiatives are optional
    page.get_by_label("Self-reported").check()
    author.press("Save and go on")
    page.get_by_label("Public (TLP:CLEAR)").check()
    page.get_by_label("Contact").fill("peacekeeping@example.org")
    author.press("Save and go on")
    for text in TEXT.values():
        page.locator("textarea").fill(text)
        author.press("Save and go on" if text is not TEXT["transfer"] else "Save and see what is missing")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    return reference.group()


def review_it(reviewer: Person, recommendation: str) -> None:
    """Accept the invitation, leave something out, mend it, hand the review in."""
    page = reviewer.page
    page.goto("/desk")
    reviewer.follow("Answer the invitation")
    reviewer.press("Accept")
    page.get_by_label("Your remark on “Results”").fill("Say whether anybody could have counted.")
    page.get_by_label("Overall").fill("Short and usable.")
    reviewer.press("Submit the review")
    expect(page.get_by_role("alert")).to_contain_text("1 to 5")
    expect(page.get_by_label("Your remark on “Results”")).to_have_value("Say whether anybody could have counted.")
    for rating in ("relevance", "clarity", "evidence", "transfer"):
        page.locator(f"[name=ratings-{rating}][value='4']").check()
    page.locator(f"[name=recommendation][value={recommendation}]").check()
    reviewer.press("Submit the review")
    expect(page.get_by_role("status")).to_contain_text("is in")


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

    editor.page.goto("/desk")
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
    expect(visitor.page.get_by_text(reference).first).to_be_visible()

    officer.page.goto(f"/cases/{reference}/work")
    officer.press("Withdraw")
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
    page.locator("main").get_by_role("searchbox").fill("convoy")
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    page.locator("article a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_an_author_writes_without_scripts(browser: Browser, address: str) -> None:
    """A draft is started, a part saved, a refusal shown with what was typed."""
    author = Person(browser, address, "focal-point.rwa", scripts=False)
    author.press("Start a case")
    author.page.get_by_label("Title").fill(TITLE)
    author.press("Start the draft")
    author.page.get_by_role("link", name="Period and stage").click()
    author.page.get_by_label("First year").fill("soon")
    author.press("Save")
    expect(author.page.get_by_role("alert")).to_contain_text("such as 2019")
    expect(author.page.get_by_label("First year")).to_have_value("soon")
    author.page.get_by_role("alert").get_by_role("link").click()
    assert author.page.url.endswith("#f-started")
