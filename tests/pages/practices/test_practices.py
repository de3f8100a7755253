"""The pages of good practices: the list, the form, what speaks against it, and what is kept from whom."""

from datetime import timedelta

import pytest

from app.api.examples import ASSESSMENT, PRACTICE
from case_studies.vocabulary import PracticeState, State
from tests.support.api_client import fine
from tests.support.page_reader import link, read, words
from tests.support.practices import CITED, EDITOR, SECOND, PracticeSteps, practice_in
from tests.support.sent_form import send
from tests.support.workflow_cases import case_in
from tests.support.world import World

ASSESSED = {name: value for name, value in ASSESSMENT.items() if name != "version"}


@pytest.mark.slow
def test_from_the_form_to_the_adoption(bare: World) -> None:
    cases = [case_in(bare, State.PUBLISHED, operations=[code], title=f"By {code}") for code in ("MINUSMA", "MINUSCA")]
    editor = bare.browser(EDITOR)
    refused = send(editor, "/practices/new", "/practices/new", **{**PRACTICE, "title": "", "costs": "Two trucks."})
    assert refused.status_code == 422
    assert "Two trucks." in refused.text
    answer = send(editor, "/practices/new", "/practices/new", **PRACTICE)
    assert answer.status_code == 303, words(answer.text)
    page = answer.location
    assert "Begin the consultation: At least two published cases" in words(read(editor, page))
    for relation, case in zip(("supports", "supports"), cases, strict=True):
        row = {"case": case.reference, "revision": "1", "section": "results", "relation": relation}
        assert send(editor, page, f"{page}/evidence", **row, shows="Less.").status_code == 303
    assert "No row of evidence supports “Put a trained team into each column" in words(read(editor, page))
    assert send(editor, page, f"{page}/evidence", **row, shows="Less.", sentences="1").status_code == 303
    row = {"case": cases[0].reference, "revision": "1", "section": "lessons", "relation": "qualifies"}
    refused = send(editor, page, f"{page}/evidence", **row, shows="word " * 61)
    assert refused.status_code == 422
    assert "At most 60 words" in words(refused.text)
    assert send(editor, page, f"{page}/evidence", **row, shows="Only by day.").status_code == 303
    assert send(editor, page, f"{page}/act/consult").status_code == 303
    number = f"{page}/editions/1"
    assert send(bare.browser(CITED), number, f"{page}/act/object", note="Not ours.").status_code == 303
    seen = words(read(editor, page))
    assert "Objection of a cited delegation (GHA) Not ours." in seen
    assert "Propose the adoption: The consultation lasts at least 14 days." in seen
    remark = read(editor, page).split("/remarks/", 1)[1].split("/", 1)[0]
    assert send(editor, number, f"{page}/remarks/{remark}/answer", text="We changed it.").status_code == 303
    short = send(editor, number, f"{page}/confidence", **{**ASSESSED, "reason": "Because."})
    assert short.status_code == 422
    assert "at least 30 words" in words(short.text)
    bare.clock.moment += timedelta(days=15)
    editor = bare.browser(EDITOR)  # the session has ended
    for audience in ("members", "public"):
        assert send(editor, number, f"{page}/confidence", **{**ASSESSED, "audience": audience}).status_code == 303
    assert send(editor, number, f"{page}/act/adopt").status_code == 303
    second = bare.browser(SECOND)
    assert "Agree and adopt" in words(read(second, number))
    assert send(second, number, f"{page}/act/adopt").status_code == 303
    shown = read(bare.visitor(), page)
    for text in ("Adopted", "Moderate confidence", "What speaks against it Qualifies. Only by day.", "2 cases"):
        assert text in words(shown), text
    evidence = shown.split('href="#row-', 1)[1].split('"', 1)[0]
    assert f'id="row-{evidence}"' in shown, "each sentence leads to its row"
    assert "Not ours." not in words(shown)
    assert 'href="#against"' in shown
    assert link(read(bare.visitor(), "/practices"), PRACTICE["title"]) == page


@pytest.mark.slow
def test_a_delegation_withdraws_its_row_on_the_page(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    page = f"/practices/{practice.reference}"
    number = practice.read("practitioner")["evidence"][0]["id"]
    cited = bare.browser(CITED)
    assert "Withdraw what your case shows" in words(read(cited, page))
    assert "Withdraw what your case shows" not in words(read(bare.browser("practitioner"), page))
    assert send(cited, page, f"{page}/evidence/{number}/remove").status_code == 303
    member = words(read(bare.browser("practitioner"), page))
    assert "The evidence changed after this edition was adopted." in member
    assert "A delegation withdrew the row about its case" in member
    assert bare.visitor().get(page).status_code == 404


@pytest.mark.slow
def test_the_adopted_edition_is_shown_while_the_next_one_is_written(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    page = f"/practices/{practice.reference}"
    editor = bare.browser(EDITOR)
    assert send(editor, page, f"{page}/act/revise", action="revise", note="").status_code == 422
    answer = send(editor, page, f"{page}/act/revise", action="revise", note="A new case.")
    assert answer.location == f"{page}/editions/2"
    assert "Why this edition was written: A new case." in words(read(editor, answer.location))
    assert bare.browser("practitioner").get(answer.location).status_code == 404
    assert "Adopted" in words(read(bare.browser("practitioner"), page))
    assert send(editor, answer.location, f"{page}/act/withdraw", note="Not now.").status_code == 303
    assert practice.read()["state"] == "adopted"


@pytest.mark.slow
def test_a_list_filters_and_hides_drafts(bare: World) -> None:
    adopted = practice_in(bare, PracticeState.ADOPTED)
    PracticeSteps(bare, title="A zandrith of a draft", themes=["EXP"])
    member, editor, nobody = bare.browser("practitioner"), bare.browser(EDITOR), bare.visitor()
    assert "zandrith" in words(read(editor, "/practices"))
    for client in (member, nobody):
        shown = words(read(client, "/practices"))
        assert "1 practice" in shown
        assert "zandrith" not in shown
    assert "No practice here" in words(read(member, "/practices?state=retired"))
    assert "No practice here" in words(read(member, "/practices?changed=yes"))
    assert "1 practice" in words(read(editor, "/practices?theme=EXP"))
    assert member.get("/practices?state=lost").status_code == 422
    fine(adopted.act(EDITOR, "retire", "Two better ones."))
    assert "Two better ones." in words(read(nobody, f"/practices/{adopted.reference}"))
