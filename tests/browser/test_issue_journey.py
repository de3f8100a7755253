"""A difficult issue in a real browser: from the sign-in of its focal point to the case that is made of it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = "Who may launch an evacuation when the sector cannot reach the mission?"


def ask(asker: Person) -> None:
    """Post the issue, after what may answer it already was shown."""
    page = asker.page
    page.goto("/issues")
    asker.press("Post an issue")
    page.get_by_label("The question, in one sentence").fill(QUESTION)
    page.get_by_label("Where it comes up").fill(
        "Sectors are several hours apart. The post is at 12.8628° N, 30.2176° E."
    )
    page.get_by_label("Authority: who may decide").check()
    page.get_by_label("What was tried", exact=True).fill("The decision was given to the sectors.")
    asker.pick("Themes", "casualty evacuation")
    asker.press("Save the draft")
    expect(page.get_by_role("heading", name="What may answer it already")).to_be_visible()
    expect(page.get_by_text("looks like coordinates")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Write “.*” instead$")).click()
    asker.picture("issue-draft")
    asker.press("Post the issue")
    expect(page.get_by_text("Done. The issue is now: Open.")).to_be_visible()


def open_it(person: Person, step: str) -> None:
    person.follow(step, QUESTION)
    expect(person.page.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()


def test_an_issue_is_asked_answered_summed_up_tried_resolved_and_made_a_case(browser: Browser, address: str) -> None:
    asker, editor, other = (
        Person(browser, address, name) for name in ("focal-point.gha", "editor.idn", "focal-point.deu")
    )
    ask(asker)

    open_it(editor, "Ask delegations")
    editor.page.get_by_text("Ask delegations to answer").click()
    folded = editor.page.get_by_text("Other delegations", exact=True).first
    if not editor.page.get_by_label("Germany").is_visible():
        folded.click()
    editor.page.get_by_label("Germany").check()
    editor.press("Ask them")
    expect(editor.page.get_by_text("The delegations are asked to answer.")).to_be_visible()

    open_it(other, "Answer it")
    expect(other.page.get_by_text("Ghana")).to_have_count(0)
    other.page.locator("main summary").get_by_text("Answer", exact=True).click()
    other.page.get_by_label("Your answer").fill("The duty officer of the sector decides and reports afterwards.")
    other.press("Send the answer")
    expect(other.page.get_by_role("heading", name="1 answer")).to_be_visible()
    other.picture("issue-answered")

    open_it(editor, "Sum the answers up")
    editor.page.locator("main summary").get_by_text("Sum the answers up").click()
    editor.page.get_by_label("What members do").fill("The sector decides.")
    editor.page.get_by_label("What nobody knows").fill("What it costs.")
    editor.press("Publish the synthesis")
    expect(editor.page.get_by_role("heading", name="What is known")).to_be_visible()

    open_it(asker, "Read the answers")
    expect(asker.page.get_by_text("Germany").first).to_be_visible()
    asker.page.locator("main summary").get_by_text("Take up answers").click()
    asker.page.get_by_label("The duty officer of the sector decides").check()
    asker.press("Take up the chosen answers")
    asker.page.locator("main summary").get_by_text("Say what came of it").click()
    asker.page.get_by_role("textbox", name="What was tried").fill("The duty officer decides.")
    asker.page.get_by_label("Better").check()
    asker.page.get_by_label("Repeat it").check()
    asker.press("Report the outcome")
    expect(asker.page.get_by_text("Resolved").first).to_be_visible()
    asker.picture("issue-resolved")
    asker.press("Make it a case")
    expect(asker.page).to_have_url(re.compile(r"/cases/CS-\d{4}-\d{4}/edit"))
    expect(asker.page.get_by_text("The draft has the texts of the issue.")).to_be_visible()
    assert not [*asker.problems, *editor.problems, *other.problems]
