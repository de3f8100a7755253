"""What reviewers do in the two rounds, by pressing what the pages offer: one scene a function."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.browser.person import Person

COUNTED = "Say whether anybody could have counted."
MEASURED = "Say how it could be measured next time."
ORDER = "Put the advice that costs nothing first."
NOTE = "I served two years beside that camp."
STILL_OPEN = "Name the log, or somebody who keeps it."


def accept_and_type(reviewer: Person) -> None:
    """Accept, type a remark, and see it saved without pressing anything."""
    reviewer.page.goto("/desk")
    reviewer.picture("desk-of-a-reviewer")
    reviewer.follow("Answer the invitation")
    reviewer.picture("invitation")
    reviewer.press("Accept")
    expect(saved(reviewer.page)).to_have_text("Saved as you type")
    remark(reviewer.page, "Results", 1).get_by_label("Your remark").fill(COUNTED)
    expect(saved(reviewer.page)).to_have_text(re.compile(r"Saved \d"))


def go_on_elsewhere(reviewer: Person) -> None:
    """Find on another device what was typed; add a must with a quote; hand in with a gap, then without."""
    page = reviewer.page
    reviewer.follow("Write the review")
    expect(remark(page, "Results", 1).get_by_label("Your remark")).to_have_value(COUNTED)
    another = remark(page, "Results", 2)
    another.get_by_label("Your remark").fill(MEASURED)
    another.get_by_label("Must").check()
    page.locator("#results .prose p").click(click_count=3)  # marks the paragraph
    another.get_by_text("Quote a passage").click()
    expect(another.get_by_label("Passage")).to_have_value("Not measured.")
    expect(saved(page)).to_have_text(re.compile(r"Saved \d"))
    page.get_by_label("Overall").fill("Short and usable.")
    page.get_by_label("Note to the editors").fill(NOTE)
    reviewer.picture("review-form")
    reviewer.press("Submit the review")
    expect(page.get_by_role("alert")).to_contain_text("Relevance: choose a number from 1 to 5")
    expect(page.locator("[name=ratings-relevance]").first).to_be_focused()
    expect(another.get_by_label("Your remark")).to_have_value(MEASURED)
    expect(page.get_by_label("Note to the editors")).to_have_value(NOTE)
    reviewer.picture("review-form-with-gaps")
    hand_in(reviewer, "revise")
    for words in (COUNTED, MEASURED, NOTE):
        expect(page.get_by_role("main")).to_contain_text(words)
    reviewer.picture("receipt")
    assert reviewer.problems == []


def find_it_handed_in(reviewer: Person) -> None:
    """See on the first device that the review is in, with both remarks."""
    reviewer.page.reload()
    expect(reviewer.page.get_by_text("This review is submitted.")).to_be_visible()
    expect(remark(reviewer.page, "Results", 2).get_by_label("Must")).to_be_checked()


def recommend_approval(reviewer: Person) -> None:
    """Make one suggestion and recommend to publish."""
    reviewer.follow("Answer the invitation")
    reviewer.press("Accept")
    remark(reviewer.page, "Lessons", 1).get_by_label("Your remark").fill(ORDER)
    reviewer.page.get_by_label("Overall").fill("Good as it is.")
    hand_in(reviewer, "approve")


def see_what_changed(reviewer: Person) -> None:
    """Be invited again, and see first what changed since one's review."""
    page = reviewer.page
    reviewer.follow("Answer the invitation")
    reviewer.picture("invitation-again")
    page.get_by_role("link", name="What changed since revision 1").click()
    expect(page.locator(".difference ins").first).to_contain_text("The drivers' logs")
    reviewer.picture("changes-in-one-text")
    page.get_by_role("link", name="Side by side").click()
    expect(page.get_by_role("columnheader", name="Revision 2")).to_be_visible()
    reviewer.picture("changes-side-by-side")
    reviewer.follow("Answer the invitation")
    reviewer.press("Accept")
    expect(page.locator("#results ins")).to_contain_text("The drivers' logs")
    expect(page.get_by_text("The drivers' logs are not ours.")).to_be_visible()


def reopen_and_approve(reviewer: Person) -> None:
    """Confirm one answer, reopen the other with words, and recommend to publish nevertheless."""
    page = reviewer.page
    answered(page, COUNTED).get_by_label("Settled").check()
    answered(page, MEASURED).get_by_label("Still open").check()
    page.get_by_label("Overall").fill("Better. Publish it.")
    reviewer.press("Submit the review")
    expect(page.get_by_role("alert")).to_contain_text("Say what is still missing")
    missing = answered(page, MEASURED).get_by_label("What is still missing")
    expect(missing).to_be_focused()
    reviewer.picture("second-review-with-gaps")
    missing.fill(STILL_OPEN)
    hand_in(reviewer, "approve")
    expect(page.get_by_text(STILL_OPEN).first).to_be_visible()
    reviewer.picture("second-receipt")


def confirm_and_approve(reviewer: Person) -> None:
    """Find the answer settled and recommend to publish."""
    reviewer.follow("Answer the invitation")
    reviewer.press("Accept")
    answered(reviewer.page, ORDER).get_by_label("Settled").check()
    reviewer.page.get_by_label("Overall").fill("Good as it is.")
    reviewer.picture("second-review")
    hand_in(reviewer, "approve")


def saved(page: Page) -> Locator:
    """Return the line of the review form that says when it was saved."""
    return page.locator("[data-saved]")


def remark(page: Page, section: str, number: int) -> Locator:
    """Return the fields of a remark on a section."""
    return page.get_by_role("group", name=f"Remark {number} on “{section}”", exact=True)


def answered(page: Page, words: str) -> Locator:
    """Return the fields with which a reviewer judges the answer to a remark."""
    return page.get_by_role("group", name="Your remark on revision 1").filter(has_text=words)


def hand_in(reviewer: Person, recommendation: str) -> None:
    """Rate, recommend and submit."""
    for rating in ("relevance", "clarity", "evidence", "transfer"):
        reviewer.page.locator(f"[name=ratings-{rating}][value='4']").check()
    reviewer.page.locator(f"[name=recommendation][value={recommendation}]").check()
    reviewer.press("Submit the review")
    expect(reviewer.page.get_by_role("heading", name="Your review is submitted")).to_be_visible()
