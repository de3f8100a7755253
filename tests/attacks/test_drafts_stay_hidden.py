"""A draft stays hidden: its title, its text, its delegations, and the reasons of its clearance."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine
from tests.support.page_reader import read, words
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, second_draft
from tests.support.world import World, csrf

SECRET = "A title that nobody else has read"
FRANCE = "reviewer.fra"


def submit(case: Steps) -> None:
    """Clear the revision on the author's desk."""
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)


def returned(world: World) -> tuple[Steps, int]:
    """Return a published case. France accepted to review its second revision, which then went back to its author."""
    case = second_draft(world)
    submit(case)
    asked = case.assign(FRANCE)
    case.respond(FRANCE)
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "A word is missing.")
    return case, asked


@pytest.mark.slow
@pytest.mark.parametrize("editor", [EDITOR, "editor.bra"])
@pytest.mark.parametrize("reviewer", ["reviewer.jpn@demo.example", "nobody@demo.example", ""])
def test_the_page_for_reviewers_never_shows_a_draft(bare: World, editor: str, reviewer: str) -> None:
    case = second_draft(bare)
    case.edit(title=SECRET)
    client = bare.browser(editor)
    url = f"/cases/{case.reference}/reviewers"
    assert SECRET not in read(client, url, 409)
    answer = client.post(url, data={**csrf(client, "/desk"), "reviewer": reviewer, "due_on": "2030-01-01"})
    assert answer.status_code == 409
    assert SECRET not in answer.get_data(as_text=True)


def test_the_page_for_reviewers_hides_a_text_that_went_back(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.edit(title=SECRET)
    assert SECRET not in read(bare.browser(EDITOR), f"/cases/{case.reference}/reviewers", 409)


def test_a_reviewer_can_not_read_changes_in_a_revision_that_went_back(bare: World) -> None:
    case, asked = returned(bare)
    case.edit(title=SECRET, sections={"summary": SECRET})
    client = bare.browser(FRANCE)
    read(client, f"/assignments/{asked}", 404)
    data = {**csrf(client, "/desk"), "overall": "Words"}
    assert client.post(f"/assignments/{asked}/review", data=data).status_code == 404
    assert SECRET not in read(client, "/desk")
    assert SECRET not in read(client, f"/cases/{case.reference}")
    assert SECRET not in Program(bare, FRANCE).get("/assignments").get_data(as_text=True)


@pytest.mark.parametrize("before", [State.REVISION_REQUESTED, State.PUBLISHED])
def test_a_reviewer_who_declined_can_not_open_the_invitation_again(bare: World, before: State) -> None:
    case = second_draft(bare) if before == State.PUBLISHED else case_in(bare, before)
    first = case.assignment(FRANCE)
    case.edit(title=SECRET, sections={"summary": SECRET})
    submit(case)
    asked = case.assign(FRANCE) if before == State.PUBLISHED else case.assignment(FRANCE)
    assert asked != first
    client = bare.browser(FRANCE)
    url = f"/assignments/{asked}"
    answer = client.post(f"{url}/response", data={**csrf(client, url), "response": "decline", "note": "Away."})
    assert answer.status_code == 303
    read(client, url, 404)
    assert SECRET not in read(client, f"/assignments/{first}")
    assert SECRET not in Program(bare, FRANCE).get(f"/cases/{case.reference}").get_data(as_text=True)


def test_a_reviewer_in_conflict_finds_neither_title_nor_link(bare: World) -> None:
    case, asked = returned(bare)
    case.edit(title=SECRET, host_states=["FRA"])
    submit(case)
    client = bare.browser(FRANCE)
    desk = read(client, "/desk")
    for trace in (SECRET, case.look().revisions[0].title, case.reference, f"/assignments/{asked}"):
        assert trace not in desk
    assert fine(Program(bare, FRANCE).get("/assignments")) == []
    read(client, f"/assignments/{asked}", 404)
    assert SECRET not in read(client, f"/cases/{case.reference}")


def _met_by(client: FlaskClient, program: Program, reference: str) -> dict[str, Any]:
    """Return what an editor gets of a case: pages, API answers, and the refusal of a decision."""
    pages = [words(read(client, url)) for url in (f"/cases/{reference}", f"/cases/{reference}/work", "/desk")]
    bodies = {path: fine(program.get(f"/cases/{reference}{path}")) for path in ("", "/history", "/reviews")}
    bodies[""].pop("version")  # it increases with every save, but reveals no content
    archive = {"action": "archive", "note": "Out of date.", "version": 1}
    tried = program.post(f"/cases/{reference}/transitions", archive)
    return {"pages": pages, "api": bodies, "tried": (tried.status_code, tried.get_json())}


def test_a_draft_that_names_a_state_changes_nothing_for_its_editor(bare: World) -> None:
    case = second_draft(bare)
    client, program = bare.browser("editor.bra"), Program(bare, "editor.bra")
    before = _met_by(client, program, case.reference)
    case.edit(host_states=["BRA"], implemented_by=["BRA"])
    assert _met_by(client, program, case.reference) == before
    assert before["api"][""]["host_states"] == ["MLI"]


@pytest.mark.slow
def test_reasons_of_a_clearance_stay_with_the_delegation(bare: World) -> None:
    case = case_in(bare, State.DRAFT)
    case.act(Action.REQUEST_CLEARANCE, WRITER, "ASKING in confidence.")
    case.act(Action.SEND_BACK, OFFICER, "BACK, the minister objects.")
    case.act(Action.REQUEST_CLEARANCE, WRITER, "ASKING once more.")
    case.act(Action.CLEAR, OFFICER)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    _assert_hidden(bare, case)
    case.act(Action.START_REVIEW, EDITOR)
    case.judge()
    case.act(Action.PUBLISH, EDITOR)
    _assert_hidden(bare, case)
    assert "BACK, the minister objects." in read(bare.browser(WRITER), f"/cases/{case.reference}/work")


def _assert_hidden(world: World, case: Steps) -> None:
    for office in (EDITOR, "editor.bra", *REVIEWERS):
        client, program = world.browser(office), Program(world, office)
        answers = [client.get(f"/cases/{case.reference}{page}") for page in ("", "/work", "/preview")]
        answers += [client.get("/desk")]
        answers += [program.get(f"/cases/{case.reference}{path}") for path in ("", "/history", "/reviews")]
        for answer in answers:
            text = answer.get_data(as_text=True)
            assert "ASKING" not in text, (office, answer.request.path)
            assert "BACK, the" not in text, (office, answer.request.path)
        assert [answer.status_code for answer in answers[1:2] + answers[4:]] == [200] * 4
