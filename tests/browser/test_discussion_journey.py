"""A discussion in a real browser: from the page of a case to its summary, to the day on which its posts expire."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from case_studies.operations.threads.life import run_discussions
from case_studies.vocabulary import State
from tests.support.browser.person import Person
from tests.support.threads import CONVENER, MEMBER, SPEAKER
from tests.support.web_server import serving_at_once
from tests.support.workflow_cases import case_in
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Handing over search dogs"
ASKED = "How do you hand over zandrithdogs?"
SAID = ("Handlers overlap for a zandrithmonth.", "A zandrithweek was too short.")
OBJECTION = "Nobody said zandrithyear."
FIRST, FINAL = "Handlers overlap for a year.", "Handlers overlap. A week was too short for one member."
GONE = ("zandrith", FIRST)


@pytest.fixture
def served(bare: World) -> Iterator[str]:
    with serving_at_once(bare, NETWORK_TRIES="10000") as address:
        yield address


def test_thread_to_summary_to_expiry(browser: Browser, bare: World, served: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    convener, speaker, member = (Person(browser, served, name) for name in (CONVENER, SPEAKER, MEMBER))
    start(convener, f"/cases/{case.reference}")
    say(speaker, f"/cases/{case.reference}", SAID[0], "My delegation")
    say(member, f"/cases/{case.reference}", SAID[1], "A member")
    convener.page.reload()
    speakers = convener.page.locator(".thread-post h3").all_inner_texts()
    assert [speaker.startswith("Germany") for speaker in speakers] == [False, True, False]
    assert [speaker.startswith("A member") for speaker in speakers] == [True, False, True]
    sum_up(convener, "Sum the discussion up", FIRST)

    speaker.follow("Read the summary", TITLE)
    unfold(speaker, "Object to the summary")
    speaker.page.get_by_label("What is wrong with the summary").fill(OBJECTION)
    speaker.press("Object to the summary")
    convener.follow("Answer it", TITLE)
    expect(convener.page.get_by_text(OBJECTION)).to_be_visible()
    convener.picture("discussion-objection")
    sum_up(convener, "Change the summary", FINAL)
    speaker.follow("Read the summary", TITLE)
    expect(speaker.page.get_by_text("The summary was changed.")).to_be_visible()

    bare.clock.moment = datetime.now(UTC)
    pass_days(bare, 6)
    speaker.page.reload()
    expect(speaker.page.locator(".marks").get_by_text("Closed")).to_be_visible()
    expect(speaker.page.get_by_text(SAID[1])).to_be_visible()
    pass_days(bare, 365)
    for person in (convener, speaker, member):
        person.page.reload()
        expect(person.page.get_by_text("The posts are deleted. Only the summary stays.")).to_be_visible()
        expect(person.page.get_by_text(FINAL)).to_be_visible()
        assert not [word for word in GONE if word in person.page.content()], "also not in the history"
    convener.picture("discussion-expired")
    member.page.goto("/search?q=zandrithmonth")
    expect(member.page.get_by_role("link", name=TITLE)).to_have_count(0)
    assert [person.problems for person in (convener, speaker, member)] == [[], [], []]


def start(convener: Person, case: str) -> None:
    """Start it beside a case, as a member, after the form says when posts are deleted."""
    page = convener.page
    page.goto(case)
    convener.press("Start a discussion")
    expect(page.get_by_text("The posts are deleted 365 days after the discussion closes")).to_be_visible()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("First post").fill(ASKED)
    page.get_by_label("A member", exact=True).check()
    convener.press("Start the discussion")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def say(person: Person, case: str, text: str, speaker: str) -> None:
    """Find the discussion beside the case and say something, where nobody is named who does not want it."""
    page = person.page
    page.goto(case)
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator(".thread-post h3").first).to_contain_text("A member")
    page.get_by_label("Your post").fill(text)
    page.get_by_label(speaker, exact=True).check()
    person.press("Post")
    expect(page.get_by_text(text)).to_be_visible()


def sum_up(convener: Person, step: str, text: str) -> None:
    unfold(convener, step)
    convener.page.get_by_role("textbox", name="Summary", exact=True).fill(text)
    convener.press("Publish the summary")
    expect(convener.page.get_by_role("heading", name="Summary")).to_be_visible()


def unfold(person: Person, step: str) -> None:
    person.page.locator("main summary").get_by_text(step).click()


def pass_days(world: World, days: int) -> None:
    """Let days pass on the clock of the worker, and let it do what is due."""
    world.clock.moment += timedelta(days=days)
    assert run_discussions(world.platform.work) == 1
