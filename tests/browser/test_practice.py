"""A good practice in a browser: from a draft to its adoption, to evidence that changed, to the next edition."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from app.api.examples import ASSESSMENT
from case_studies.models import PracticeEdition
from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.vocabulary import Action
from tests.support.browser.person import Person
from tests.support.practices import CITED, EDITOR, SECOND, two_cases
from tests.support.web_server import serving
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Mark the lane on the same morning"
SECTIONS = ("Do", "How it works", "Where it fits", "How to start", "Costs", "Harms", "What is not known")


@pytest.fixture
def served(bare: World) -> Iterator[str]:
    with serving(bare, NETWORK_TRIES="10000") as address:
        yield address


def test_practice_to_adopted_to_flagged_to_next_edition(browser: Browser, bare: World, served: str) -> None:
    cases = two_cases(bare)
    editor = Person(browser, served, EDITOR)
    page = editor.page
    propose(editor)
    for case in cases:
        cite(editor, case)
    editor.press("Begin the consultation")
    expect(page.locator("main").get_by_text("In consultation").first).to_be_visible()
    reference = page.url.split("/practices/")[1].split("/")[0]

    cited = Person(browser, served, CITED)
    cited.page.goto(f"/practices/{reference}")
    cited.page.locator("summary").filter(has_text="Object").click()
    cited.page.get_by_label("Your text").first.fill("The figure is not ours.")
    cited.page.get_by_role("button", name="Object").click()
    expect(cited.page.get_by_text("The figure is not ours.").first).to_be_visible()

    page.reload()
    page.locator("summary").filter(has_text="Answer").click()
    page.get_by_label("Your answer").fill("The row now says whose figure it is.")
    editor.press("Send the answer")
    assess(editor)
    let_the_consultation_pass(bare)
    page.reload()
    editor.press("Propose the adoption")
    second = Person(browser, served, SECOND)
    second.page.goto(f"/practices/{reference}")
    second.press("Agree and adopt")
    expect(second.page.locator("main").get_by_text("Adopted").first).to_be_visible()

    cases[0].act(Action.WITHDRAW, WRITER, "A reason.")
    assert flag_evidence(bare.platform.work) == 1
    page.goto(f"/practices/{reference}")
    expect(page.get_by_text("The evidence changed after this edition was adopted.")).to_be_visible()
    form = page.locator("details").filter(has_text="Open the next edition")
    form.locator("summary").click()
    form.get_by_label("Reason").fill("A case was withdrawn.")
    form.get_by_role("button", name="Open the next edition").click()
    expect(page.locator(".marks").get_by_text("Edition 2")).to_be_visible()
    reader = Person(browser, served, "practitioner")
    reader.page.goto(f"/practices/{reference}")
    expect(reader.page.locator(".marks").get_by_text("Edition 1")).to_be_visible()
    reader.page.get_by_role("link", name="What speaks against it").first.click()
    expect(reader.page.get_by_role("heading", name="What speaks against it")).to_be_in_viewport()
    assert [person.problems for person in (editor, cited, second, reader)] == [[], [], [], []]


def propose(editor: Person) -> None:
    """Write the text of a practice."""
    page = editor.page
    page.goto("/practices")
    editor.press("Propose a practice")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("The practice in one sentence or two").fill("Searchers mark one lane each morning.")
    for section in SECTIONS:
        page.get_by_label(section, exact=True).fill("Not known.")
    editor.pick("Themes", "search")
    page.get_by_label("What you found").fill("Nothing.")
    editor.press("Save the draft")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def cite(editor: Person, case: Steps) -> None:
    """Add a row of evidence."""
    page = editor.page
    page.locator("summary").filter(has_text="Add evidence").click()
    page.get_by_label("Reference of the case").fill(case.reference)
    page.get_by_label("Its published revision").fill("1")
    page.get_by_label("Section", exact=True).select_option("results")
    page.get_by_label("Supports").check()
    page.get_by_label("Not known.").check()
    page.get_by_label("What it shows").fill("No vehicle was lost.")
    editor.press("Add the row")
    expect(page.get_by_text("The row of evidence was added.")).to_be_visible()


def assess(editor: Person) -> None:
    """Assess the confidence for all members."""
    page = editor.page
    page.locator("summary").filter(has_text="Assess the confidence").click()
    for question in ("Limits of the methods", "Coherence", "Adequacy", "Relevance"):
        page.get_by_label(question).select_option("minor")
    page.get_by_label("Low confidence", exact=True).check()
    page.get_by_label("Reason").first.fill(ASSESSMENT["reason"])
    editor.press("Assess")
    expect(page.get_by_text("The confidence was assessed.")).to_be_visible()


def let_the_consultation_pass(world: World) -> None:
    """Move the begin of the consultation back."""
    with world.platform.work.writing(quietly=True) as session:
        for edition in session.scalars(select(PracticeEdition).where(PracticeEdition.consulted_at.is_not(None))):
            assert edition.consulted_at is not None
            edition.consulted_at -= timedelta(days=15)
