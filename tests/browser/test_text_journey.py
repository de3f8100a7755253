"""A joint text in a real browser: from an event and its brief to silence, the hour, the delivery, and who aligned."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from case_studies.clock import add_working_days
from case_studies.models import JointText
from case_studies.operations.texts.life import run_texts
from case_studies.vocabulary import EventState, State
from tests.support.browser.person import Person
from tests.support.events import event_in
from tests.support.texts import ANOTHER, EDITOR, WRITER
from tests.support.web_server import serving_at_once
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Joint statement on search before convoys"
FIGURE = "A search took 31 minutes."
FIRST, SECOND, BETTER = "We search before each convoy.", "We share what we found.", "We share each month what we found."


@pytest.fixture
def served(bare: World) -> Iterator[str]:
    with serving_at_once(bare, NETWORK_TRIES="10000") as address:
        yield address


def test_event_to_brief_to_joint_text_under_silence_to_delivered(browser: Browser, bare: World, served: str) -> None:
    bare.clock.moment = datetime.now(UTC)
    sections = {**WHOLE_CASE["sections"], "results": FIGURE}
    case = case_in(bare, State.PUBLISHED, audience="public", sections=sections)
    event = event_in(bare, EventState.CONFIRMED, audience="public", themes=["EXP"])
    editor, writer, another = (Person(browser, served, name) for name in (EDITOR, WRITER, ANOTHER))
    page = editor.page
    words = " ".join(one.text for one in Document(take_the_brief(editor, event.address)).paragraphs)
    assert (f"{case.reference}, revision 1" in words, FIGURE in words) == (True, True)
    page.goto(event.address)
    page.get_by_role("link", name="Draft a joint text").click()
    expect(page.get_by_label("Event that it is for")).to_have_value(event.reference)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Text", exact=True).fill(f"{FIRST}\n\n{SECOND}")
    editor.press("Save the draft")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    address = page.url
    unfold(editor, "Circulate for comments")
    page.get_by_label("Comments until").fill((bare.clock.moment + timedelta(days=9)).date().isoformat())
    editor.press("Circulate for comments")
    expect(page.locator(".marks").get_by_text("Open for comments")).to_be_visible()

    writer.page.goto(address)
    writer.page.get_by_role("link", name="Comment on paragraph 2").click()
    writer.page.get_by_label("Your words").fill(BETTER)
    writer.press("Send the comment")
    expect(writer.page.locator(".text-comment")).to_contain_text("Germany")
    page.goto(f"{address}/edit")
    page.get_by_label("Paragraph 2").fill(BETTER)
    page.get_by_label("This version takes it up").check()
    editor.press("Save the version")
    page.get_by_role("link", name="What it changed").click()
    expect(page.get_by_text("added: each month")).to_be_visible()
    editor.picture("text-changes")

    let_the_days_for_comments_pass(bare)
    page.goto(address)
    day = add_working_days(bare.clock.moment.date(), 5)
    unfold(editor, "Put under silence")
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Hour").fill("18:00")
    editor.press("Show how this hour reads")
    expect(page.get_by_text("18:00 (America/New York)")).to_be_visible()
    editor.picture("text-silence")
    editor.press("Yes, put it under silence until then")
    expect(page.locator(".marks").get_by_text("Under silence")).to_be_visible()

    bare.clock.moment += timedelta(days=9)
    assert run_texts(bare.platform.work) == 1
    for person, answer in ((writer, "Align"), (another, "Stand aside")):
        person.page.goto(address)
        person.press(answer)
        expect(person.page.get_by_text("Your delegation:")).to_be_visible()

    page.goto(address)
    unfold(editor, "Record the delivery")
    page.get_by_label("Who delivered it").fill("A permanent representative")
    page.get_by_label("Address where it can be read").fill("https://example.org/statement")
    editor.press("Record the delivery and publish")
    visitor = Person(browser, served)
    visitor.page.goto(event.address)
    visitor.page.get_by_role("link", name=TITLE).click()
    expect(visitor.page.get_by_role("region", name="On behalf of").get_by_role("listitem")).to_have_text(["Germany"])
    expect(visitor.page.get_by_text(BETTER)).to_be_visible()
    assert "Ghana" not in visitor.page.content()
    visitor.picture("text-delivered")
    assert [person.problems for person in (editor, writer, another, visitor)] == [[], [], [], []]


def take_the_brief(editor: Person, event: str) -> Path:
    """Make the brief of an event and load it as a Word file, in two choices."""
    editor.page.goto(event)
    editor.page.get_by_role("link", name="Brief for this event").click()
    expect(editor.page.get_by_role("heading", name="Figures to quote")).to_be_visible()
    editor.picture("text-brief")
    with editor.page.expect_download() as loading:
        editor.press("Word")
    return loading.value.path()


def let_the_days_for_comments_pass(world: World) -> None:
    """Move the last day for comments back: the server keeps the time of the machine."""
    with world.platform.work.writing(quietly=True) as session:
        session.execute(update(JointText).values(comments_until=world.clock.moment.date() - timedelta(days=1)))


def unfold(person: Person, step: str) -> None:
    person.page.locator("main summary").get_by_text(step).click()
