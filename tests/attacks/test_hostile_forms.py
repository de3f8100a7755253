"""Hostile forms: forged redirects, very long numbers, characters that a database refuses, invisible characters."""

from html import unescape

import pytest

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.page_reader import hidden_fields
from tests.support.workflow_cases import EDITOR, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import PASSWORD, WHOLE_CASE, World, csrf

DIGITS = "9" * 5000
UNSEEN = {
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "soft hyphen": "\u00ad",
    "Hangul filler": "\u3164",
    "blank Braille": "\u2800",
    "blanks and joiners": " \u200d\n\u00a0\u200b ",
}


@pytest.mark.parametrize(
    "forged", ["//[", "http://[", "https://[::1", "//[::1", "//evil.example", "/\\evil", "///evil", "/\t/evil"]
)
def test_a_forged_redirect_leads_to_the_desk(bare: World, forged: str) -> None:
    client = bare.visitor()
    assert client.get("/sign-in", query_string={"next": forged}).status_code == 200
    data = {"email": f"{EDITOR}@demo.example", "password": PASSWORD, "next": forged, **csrf(client)}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")


@pytest.mark.parametrize("year", ["started", "ended"])
def test_a_year_of_five_thousand_digits_is_refused_and_shown_again(bare: World, year: str) -> None:
    case = case_in(bare, State.DRAFT)
    client = bare.browser(WRITER)
    url = f"/cases/{case.reference}/edit/when"
    typed = {"started": "2019", "ended": "2021", "stage": "ended", year: DIGITS}
    answer = client.post(url, data={**hidden_fields(client, url), **typed})
    assert answer.status_code == 422
    assert f'value="{DIGITS}"' in answer.get_data(as_text=True)
    assert (case.look().current.started, case.look().current.ended) == (2019, 2021)


@pytest.mark.parametrize("also", [{}, {"submit": "1"}])
def test_a_rating_of_five_thousand_digits_is_refused_with_its_text(bare: World, also: dict[str, str]) -> None:
    case = case_in(bare, State.IN_REVIEW)
    client = bare.browser(REVIEWERS[0])
    url = f"/assignments/{case.assignment(REVIEWERS[0])}"
    typed = {"ratings-relevance": DIGITS, "overall": "Words that took an hour.", **also}
    answer = client.post(f"{url}/review", data={**hidden_fields(client, url), **typed})
    assert answer.status_code == 422
    assert "Words that took an hour." in unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("email", ["\x00", f"{EDITOR}@demo.example\x00"])
def test_an_address_with_a_nul_signs_nobody_in(bare: World, email: str) -> None:
    client = bare.visitor()
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD, **csrf(client)})
    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["\x00", "a\x00b", "x" * 20000])
def test_a_forged_form_key_still_starts_a_case(bare: World, key: str) -> None:
    client = bare.browser(WRITER)
    data = {**csrf(client, "/cases/new"), "title": "A new case", "language": "en", "form_key": key}
    answer = client.post("/cases/new", data=data)
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=UNSEEN.keys())
def test_a_case_of_invisible_characters_can_not_be_cleared(bare: World, unseen: str) -> None:
    program = Program(bare, WRITER)
    sections = dict.fromkeys(WHOLE_CASE["sections"], unseen)
    reference = fine(program.post("/cases", {**WHOLE_CASE, "title": unseen, "sections": sections}), 201)["reference"]
    body = {"action": "request_clearance", "version": program.case(reference)["version"]}
    answer = program.post(f"/cases/{reference}/transitions", body)
    problem = answer.get_json()
    assert answer.status_code == 422, problem
    assert any("title" in field for field in problem["errors"])
    assert any("summary" in field for field in problem["errors"])
    assert program.case(reference)["state"] == "draft"


@pytest.mark.slow
@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=UNSEEN.keys())
def test_a_reason_of_invisible_characters_is_missing(bare: World, unseen: str) -> None:
    case = case_in(bare, State.SUBMITTED)
    client = bare.browser(EDITOR)
    url = f"/cases/{case.reference}/act/{Action.RETURN_TO_SUBMITTER}"
    answer = client.post(url, data={**csrf(client, url), "version": case.version, "note": unseen})
    assert answer.status_code == 422
    body = {"action": "return_to_submitter", "note": unseen, "version": case.version}
    refused(Program(bare, EDITOR).post(f"/cases/{case.reference}/transitions", body), 422, "note")
    assert Steps(bare, case.reference).state == State.SUBMITTED
