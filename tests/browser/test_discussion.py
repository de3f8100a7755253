"""A discussion in a real browser: from a case to posts, a summary, an objection, and to what stays in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from case_studies.operations.threads.life import run_discussions
from case_studies.unit_of_work import UnitOfWork
from tests.support.browser.person import Person
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "What the searchers tell the next team"
SAID = "They walk the road together once."


def let_pass(library: World, days: int) -> None:
    """Do what a worker does so many days from now. The server goes by the clock of the machine."""
    moment = datetime.now(UTC) + timedelta(days=days)
    run_discussions(UnitOfWork(library.platform.work.engine, clock=lambda: moment))


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def test_from_a_thread_to_its_summary_to_its_expiry(browser: Browser, address: str, library: World) -> None:
    convener = Person(browser, address, "focal-point.gha")
    page = convener.page
    page.goto("/search?q=searchers")
    page.locator("main h2 a, main h3 a").first.click()
    case = page.url
    page.get_by_role("link", name="Start a discussion").click()
    expect(page.get_by_text("only its title and its summary stay")).to_be_visible()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("First post").fill("How do searchers pass on what they know?")
    convener.press("Start the discussion")
    thread = page.url

    member = Person(browser, address, "practitioner")
    member.page.goto(case)
    member.page.get_by_role("link", name=TITLE).click()
    expect(member.page.get_by_role("heading", name="Ghana")).to_be_visible()
    member.page.get_by_label("Your post").fill(SAID)
    member.page.get_by_label("A member").check()
    member.press("Post")
    expect(member.page.get_by_role("heading", name="A member (you)")).to_be_visible()

    page.goto(thread)
    expect(page.get_by_text(SAID)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Italy")
    unfold(page, "Sum the discussion up")
    page.get_by_label("Summary").fill("Teams meet on the road.")
    convener.press("Publish the summary")

    member.page.goto(thread)
    unfold(member.page, "Object to the summary")
    member.page.get_by_label("What is wrong with the summary").fill("Once, not always.")
    member.press("Object to the summary")
    page.goto(thread)
    expect(page.get_by_text("Once, not always.")).to_be_visible()
    unfold(page, "Change the summary")
    page.get_by_label("Summary").fill("Teams walk the road together once.")
    convener.press("Publish the summary")

    let_pass(library, 6)
    member.page.goto(thread)
    expect(member.page.get_by_text("Closed", exact=True).first).to_be_visible()
    expect(member.page.get_by_text(SAID)).to_be_visible()
    let_pass(library, 6 + 366)
    member.page.reload()
    expect(member.page.get_by_text("Teams walk the road together once.")).to_be_visible()
    expect(member.page.get_by_text("The posts are deleted. Only the summary stays.")).to_be_visible()
    expect(member.page.get_by_text(SAID)).to_have_count(0)
    visitor = Person(browser, address)
    visitor.page.goto(case)
    expect(visitor.page.get_by_text(TITLE)).to_have_count(0)
