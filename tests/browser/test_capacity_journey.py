"""A request for capacity in a real browser: unnamed, circulated, matched, delivered, and asked about after a year."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from case_studies.capacity_states import CapacityState
from case_studies.operations.capacity.life import run_capacity
from tests.support.browser.person import Person
from tests.support.capacity import ASKER, ASKERS_OFFICER, PROVIDER, capacity_in
from tests.support.web_server import serving_at_once
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Instructors for search teams before a rotation"
ASKED, ANSWERED = "How long is the course?", "Six weeks, with twelve seats."
OUTCOME = "Ten of twelve teach now."


@pytest.fixture
def served(bare: World) -> Iterator[str]:
    with serving_at_once(bare, NETWORK_TRIES="10000") as address:
        yield address


def test_request_to_matched_to_asked_after_a_year(browser: Browser, bare: World, served: str) -> None:
    bare.clock.moment = datetime.now(UTC)
    post_an_offer(bare)
    asker, officer, provider = (Person(browser, served, name) for name in (ASKER, ASKERS_OFFICER, PROVIDER))
    address = ask(asker, day_in(bare, 300))
    officer.follow("Read and decide", TITLE)
    officer.press("Clear and post")
    asker.page.reload()
    expect(asker.page.get_by_text("unless you hold it back")).to_be_visible()
    asker.picture("capacity-held")
    assert run_capacity(bare.platform.work) == 0, "five working days are not over"
    pass_days(bare, 8)

    provider.page.goto("/requests")
    provider.page.get_by_role("link", name=TITLE).click()
    expect(provider.page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    assert "Ghana" not in provider.page.content()
    asker.page.goto(address)
    fitting = asker.page.get_by_role("region", name="Offers that fit")
    expect(fitting).to_contain_text(re.compile("Fits: on Search.*training.*in Français"))
    expect(fitting).to_contain_text("Differs: needs a qualification or certificate")
    asker.picture("capacity-fits")
    fitting.get_by_role("button", name="Talk about this offer").click()
    match = asker.page.url
    say(asker, ASKED)
    provider.page.goto(match)
    expect(provider.page.get_by_text(ASKED)).to_be_visible()
    assert "Ghana" not in provider.page.content()
    say(provider, ANSWERED)
    asker.page.reload()
    expect(asker.page.get_by_text(ANSWERED)).to_be_visible()
    asker.press("Choose this offer")

    provider.page.reload()
    expect(provider.page.locator("aside.panel")).to_contain_text("Ghana")
    deliver(provider, day_in(bare, 60))
    asker.follow("Confirm it", TITLE)
    asker.press("Confirm the delivery")
    report(asker, OUTCOME)
    provider.follow("Report what came of it", TITLE)
    expect(provider.page.get_by_text(OUTCOME)).to_have_count(0)
    report(provider, "")
    expect(provider.page.get_by_text(OUTCOME)).to_be_visible()
    provider.picture("capacity-closed")

    pass_days(bare, 366)
    asker.follow("Say whether it was met", TITLE)
    asker.page.get_by_label("Partly met").check()
    asker.picture("capacity-after-a-year")
    asker.press("Send the answer")
    expect(asker.page.get_by_text("A year later, the need was: partly met")).to_be_visible()
    assert [person.problems for person in (asker, officer, provider)] == [[], [], []]


def post_an_offer(world: World) -> None:
    """Post a course that lasts as long as the request."""
    days = {"starts": day_in(world, 60), "ends": day_in(world, 100), "valid_until": day_in(world, 300)}
    capacity_in(world, CapacityState.POSTED, PROVIDER, **days)


def day_in(world: World, days: int) -> str:
    return (world.clock.moment + timedelta(days=days)).date().isoformat()


def ask(asker: Person, until: str) -> str:
    """Write a request, send it for clearance, and return its address."""
    page = asker.page
    page.goto("/requests")
    asker.press("Ask for capacity")
    page.get_by_label("What you need, in one line").fill(TITLE)
    page.get_by_label("Kind of support").select_option("training")
    page.get_by_label("Description").fill("A unit learns to search roads and needs instructors of its own.")
    asker.pick("Themes", "search")
    page.get_by_label("Level", exact=True).select_option("instructor")
    page.get_by_label("Français").check()
    page.get_by_label("Needed by").fill(until)
    page.get_by_label("How many seats or pieces").fill("12")
    page.get_by_label("Valid until").fill(until)
    expect(page.get_by_role("radio", name="Not named", exact=True)).to_be_checked()
    asker.picture("capacity-form")
    asker.press("Save the draft")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    asker.press("Send for clearance")
    expect(page.get_by_text("Done. The state is now: In clearance.")).to_be_visible()
    return page.url


def say(person: Person, text: str) -> None:
    person.page.get_by_label("Your post").fill(text)
    person.press("Post")
    expect(person.page.get_by_text(text)).to_be_visible()


def deliver(provider: Person, day: str) -> None:
    """Report what was delivered."""
    page = provider.page
    unfold(provider, "Report the delivery")
    page.get_by_label("How much was delivered").fill("12 of 12 seats")
    page.get_by_label("First day").fill(day)
    provider.press("Report the delivery")
    expect(page.get_by_text("The other side has not confirmed it yet.")).to_be_visible()


def report(person: Person, outcome: str) -> None:
    """Report what came of it: an outcome, or that nobody measured it."""
    page = person.page
    unfold(person, "Report what came of it")
    page.get_by_role("textbox", name="What came of it").fill(outcome)
    if not outcome:
        page.get_by_label("It was not measured").check()
    page.get_by_label("Yes", exact=True).check()
    person.press("Report what came of it")
    expect(page.get_by_text("Would do it again: Yes")).not_to_have_count(0)


def unfold(person: Person, step: str) -> None:
    person.page.locator("main summary").get_by_text(step).click()


def pass_days(world: World, days: int) -> None:
    """Let days pass on the clock of the worker, and let it do what is due."""
    world.clock.moment += timedelta(days=days)
    assert run_capacity(world.platform.work) >= 1
