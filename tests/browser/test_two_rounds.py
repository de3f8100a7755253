"""Two rounds of review in a real browser, from the invitation to the publication.

The scenes are in `judging` and `handling`; here they follow in order.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import editor, reviewer
from tests.support.browser.person import Person, write_the_case
from tests.support.browser.reviewer import COUNTED, MEASURED, NOTE, hand_in, remark

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Cast:
    """Who takes part in the case, each in a window of their own."""

    reference: str
    author: Person
    officer: Person
    editor: Person
    first: Person
    second: Person

    def everybody(self) -> list[Person]:
        """Return all of them."""
        return [self.author, self.officer, self.editor, self.first, self.second]


@pytest.fixture
def cast(browser: Browser, address: str) -> Cast:
    """A case whose author has written it, and the offices that have to do with it."""
    names = ("focal-point.gha", "clearance.gha", "editor.idn", "reviewer.bra", "reviewer.jpn")
    people = [Person(browser, address, name) for name in names]
    return Cast(write_the_case(people[0]), *people)


def test_a_case_is_published_after_two_rounds(browser: Browser, address: str, cast: Cast) -> None:
    editor.ask_for_clearance(cast.author)
    editor.clear(cast.officer)
    cast.author.seen.clear()  # so far it chose from lists that name every State
    editor.start_the_review(cast.editor)
    reviewer.accept_and_type(cast.first)
    reviewer.go_on_elsewhere(Person(browser, address, "reviewer.bra"))
    reviewer.find_it_handed_in(cast.first)
    reviewer.recommend_approval(cast.second)
    editor.request_a_revision(cast.editor)
    editor.answer_the_remarks(cast.author)
    editor.change_the_section(cast.author)
    editor.ask_for_clearance(cast.author)
    editor.clear(cast.officer)
    reviewer.see_what_changed(cast.first)
    reviewer.reopen_and_approve(cast.first)
    reviewer.confirm_and_approve(cast.second)
    editor.publish_with_a_reason(cast.editor)
    assert Person(browser, address).finds("drivers+logs")
    editor.read_the_reviews(cast.author, cast.reference)
    everybody_was_notified(cast)
    nobody_is_named(cast)
    assert [person.problems for person in cast.everybody()] == [[]] * 5


def everybody_was_notified(cast: Cast) -> None:
    """Find in each inbox what happened, in its order, and nothing of what is not that person's."""
    asked = ["Invitation to review", "Receipt for your review"]
    first_round = [asked[0], "Review has started", asked[1], "Revision requested"]
    round_held = ["Invitation accepted", "Invitation accepted", "All reviews are in"]
    expected = {
        cast.author: ["Revision requested", "Published"],
        cast.officer: ["Clearance requested", "Clearance requested", "Published"],
        cast.editor: ["Case submitted", *round_held, "Next revision submitted", *round_held],
        cast.first: [*first_round, *asked, "Published"],
        cast.second: [*first_round, *asked, "Published"],
    }
    for person, names in expected.items():
        assert person.inbox_of(cast.reference) == names
        person.picture("inbox")


def nobody_is_named(cast: Cast) -> None:
    """No page that the author saw names a reviewer; no page of a reviewer names the other."""
    unknown = {
        cast.author: ("reviewer.bra", "reviewer.jpn", "Brazil", "Japan", NOTE),
        cast.first: ("reviewer.jpn", "Japan"),
        cast.second: ("reviewer.bra", "Brazil", NOTE),
    }
    for person, words in unknown.items():
        assert len(person.seen) > 5
        assert [(word, html) for html in person.seen for word in words if word in html] == []


def test_a_reviewer_judges_without_scripts(browser: Browser, address: str) -> None:
    """A remark is saved with the button, the next empty field comes with the page, and the review goes in."""
    reviewer = Person(browser, address, "reviewer.jpn", scripts=False)
    page = reviewer.page
    reviewer.follow("Answer the invitation", "Preparing contingents")
    reviewer.press("Accept")
    expect(remark(page, "Results", 2)).to_have_count(0)
    remark(page, "Results", 1).get_by_label("Your remark").fill(COUNTED)
    reviewer.press("Save for later")
    expect(page.get_by_role("status").first).to_contain_text("Your review is saved.")
    expect(remark(page, "Results", 1).get_by_label("Your remark")).to_have_value(COUNTED)
    remark(page, "Results", 2).get_by_label("Your remark").fill(MEASURED)
    page.get_by_label("Overall").fill("Short and usable.")
    hand_in(reviewer, "approve")
    expect(page.get_by_role("main")).to_contain_text(MEASURED)
