"""A study in a real browser: from a gap of the evidence map to the study that came of it, which the map shows."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = "Do fewer peacekeepers fall ill where the water of a camp is tested every week?"


def test_a_gap_becomes_a_proposal_that_three_join_and_then_a_study(browser: Browser, address: str) -> None:
    leads = Person(browser, address, "focal-point.gha")
    page = leads.page
    page.goto("/evidence-map")
    page.get_by_text("Propose a study where there is no case").click()
    page.get_by_role("link", name="Propose a study: Health protection and mental health, Illness").click()
    expect(page.get_by_label("Theme")).to_have_value("HLT")
    expect(page.get_by_label("What is missing")).to_have_value("measure:illness")
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("To be delivered by").fill("2030-06-30")
    leads.pick("Delegations to ask", "Germany")
    leads.press("Propose it")
    proposal = page.url
    for office in ("focal-point.deu", "editor.idn", "editor.bra"):
        joins = Person(browser, address, office)
        joins.page.goto(proposal)
        joins.press("Join the study")
    leads.follow("Begin it", QUESTION)
    leads.press("Begin the study")
    page.get_by_text("Deliver the study").first.click()
    leads.picture("study-under-way")
    leads.press("List the study first")
    for label, words in (("Title", "Water of forty camps"), ("Authors", "A. Writer"), ("Publisher", "An institute")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Address").fill("https://institute.example/water")
    page.get_by_label("Method").fill("Records of two years.")
    page.get_by_label("Its one finding").fill("A third fewer fell ill.")
    leads.press("Put it on the list")
    reference = page.url.rpartition("/")[2]
    page.goto(proposal)
    page.get_by_text("Deliver the study").first.click()
    page.get_by_label("Reference of the study").fill(reference)
    page.get_by_role("button", name="Deliver the study").click()
    expect(page.get_by_text("Done. The study is now: Delivered.")).to_be_visible()
    expect(page.get_by_role("link", name="Water of forty camps")).to_be_visible()
    page.goto("/evidence-map")
    on_map = page.get_by_role("region", name="Studies of gaps").get_by_role("listitem").filter(has_text=QUESTION)
    expect(on_map).to_contain_text("Health protection and mental health, Illness")
    leads.picture("study-on-map")
    on_map.get_by_role("link", name="Water of forty camps").click()
    expect(page).to_have_url(re.compile(rf"/{reference}$"))
    assert leads.problems == []
