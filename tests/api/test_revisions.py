"""Responses to remarks and revisions by API: the same lists, changes and refusals as on the pages."""

from typing import Any

import pytest

from app.api.examples import REMARK_RESPONSE
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.rounds import (
    ALSO,
    EARLY,
    LATE,
    MUST,
    NAMES,
    REASON,
    cleared,
    judged_again,
    remark_ids,
    revision_asked,
)
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import World

SAID = REMARK_RESPONSE
SECRET = "Words that nobody outside has read"


@pytest.fixture
def case(bare: World) -> Steps:
    return revision_asked(bare)


def answer_path(case: Steps, text: str) -> str:
    return f"/cases/{case.reference}/remarks/{remark_ids(case)[text]}/answer"


@pytest.mark.slow
def test_open_remarks_are_listed_answered_and_counted(bare: World, case: Steps) -> None:
    writer = Program(bare, WRITER)
    body = fine(writer.get(f"/cases/{case.reference}/remarks"))
    assert (body["revision"], body["reason"], body["answered"], body["due_on"]) == (2, REASON, 0, "2026-12-17")
    assert [remark["text"] for remark in body["remarks"]] == [r["text"] for r in (EARLY, MUST, ALSO, LATE)]
    must = body["remarks"][1]
    assert {name: must[name] for name in MUST} == MUST
    assert (must["number"], must["revision"], must["answer"], must["earlier"]) == (2, 1, None, [])
    answered = fine(writer.put(answer_path(case, MUST["text"]), SAID))
    assert answered["answer"] == {"revision": 2, **SAID, "verdict": None, "verdict_text": ""}
    again = fine(
        writer.put(
            answer_path(case, MUST["text"]), {"done": False, "text": "Nobody counted.", "instead_of": SAID["text"]}
        )
    )
    assert again["answer"]["done"] is False
    assert fine(writer.get(f"/cases/{case.reference}/remarks"))["answered"] == 1
    assert "request_clearance" not in writer.case(case.reference)["actions"]
    for remark in (EARLY, ALSO, LATE):
        fine(writer.put(answer_path(case, remark["text"]), SAID))
    assert "request_clearance" in writer.case(case.reference)["actions"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"done": True, "text": ""}, ["text"]),
        ({"done": False, "text": " \n"}, ["text"]),
        ({"text": "Words."}, ["done"]),
        ({"done": None, "text": "Words."}, ["done"]),
        ({"done": "yes", "text": "Words."}, ["done"]),
        ({"done": True}, ["text"]),
        ({**SAID, "verdict": "confirmed"}, ["verdict"]),
        ({"done": True, "text": "x" * 4001}, ["text"]),
    ],
)
def test_an_incomplete_response_is_refused_by_field(
    bare: World, case: Steps, body: dict[str, Any], fields: list[str]
) -> None:
    refused(Program(bare, WRITER).put(answer_path(case, MUST["text"]), body), 422, *fields)
    assert fine(Program(bare, WRITER).get(f"/cases/{case.reference}/remarks"))["answered"] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "status"),
    [(None, 401), (OFFICER, 403), (EDITOR, 403), (REVIEWERS[0], 403), ("practitioner", 404), ("focal-point.deu", 404)],
)
def test_others_can_not_respond(bare: World, case: Steps, office: str | None, status: int) -> None:
    path = answer_path(case, MUST["text"])
    refused(Program(bare, office).put(path, SAID), status)
    expected = 200 if office == OFFICER else status
    assert Program(bare, office).get(f"/cases/{case.reference}/remarks").status_code == expected


def test_only_open_remarks_of_the_case_can_be_answered(bare: World, case: Steps) -> None:
    other = revision_asked(bare)
    writer = Program(bare, WRITER)
    for number in (remark_ids(other)[MUST["text"]], 999_999):
        refused(writer.put(f"/cases/{case.reference}/remarks/{number}/answer", SAID), 404)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN])
def test_outside_a_round_there_are_no_remarks_to_answer(bare: World, state: State) -> None:
    case = case_in(bare, state)
    refused(Program(bare, WRITER).get(f"/cases/{case.reference}/remarks"), 409)
    refused(Program(bare, WRITER).put(f"/cases/{case.reference}/remarks/1/answer", SAID), 409)


def test_changes_are_listed_by_words_and_codes(bare: World, case: Steps) -> None:
    case.answer()
    case.edit(themes=["EXP-SEARCH", "TRN"], ended=None, stage="under_way", sections={"results": "Not measured yet."})
    cleared(case)
    for office in (WRITER, EDITOR, REVIEWERS[0]):
        body = fine(Program(bare, office).get(f"/cases/{case.reference}/changes"))
        assert (body["from"], body["to"]) == (1, 2)
        (section,) = body["sections"]
        assert section["section"] == "results"
        assert [(piece["change"], piece["text"]) for piece in section["pieces"]] == [
            ("same", "Not measured"),
            ("added", " yet"),
            ("same", "."),
        ]
        fields = {change["field"]: (change["removed"], change["added"]) for change in body["fields"]}
        assert list(fields) == ["themes", "ended", "stage"]
        assert [[value["id"] for value in values] for values in fields["themes"]] == [["MOV-CONVOY"], ["TRN"]]
        assert fields["ended"] == ([{"id": "2021", "label": "2021"}], [])
        assert len(body["unchanged"]) == 7
    back = fine(Program(bare, WRITER).get(f"/cases/{case.reference}/changes?from=2&to=1"))
    assert [piece["change"] for piece in back["sections"][0]["pieces"]] == ["same", "removed", "same"]


@pytest.mark.parametrize(
    ("query", "status", "fields"),
    [
        ("from=0", 422, ["from"]),
        ("to=x", 422, ["to"]),
        ("since=1", 422, ["since"]),
        ("from=9", 404, []),
        ("to=1", 404, []),
    ],
)
def test_unknown_revisions_are_refused(bare: World, case: Steps, query: str, status: int, fields: list[str]) -> None:
    refused(Program(bare, WRITER).get(f"/cases/{case.reference}/changes?{query}"), status, *fields)


def test_an_earlier_revision_has_its_text_its_reviews_and_the_decision(bare: World, case: Steps) -> None:
    case.answer()
    case.edit(sections={"results": "Counted."})
    cleared(case)
    for office in (WRITER, EDITOR, REVIEWERS[0]):
        body = fine(Program(bare, office).get(f"/cases/{case.reference}/revisions/1"))
        assert (body["revision"], body["state"], body["sections"]["results"]) == (1, "superseded", "Not measured.")
        assert [review["number"] for review in body["reviews"]] == [1, 2]
        assert [(entry["action"], entry["note"]) for entry in body["decisions"]] == [("request_revision", REASON)]
    for office in (None, "practitioner", "focal-point.deu"):
        answer = Program(bare, office).get(f"/cases/{case.reference}/revisions/1")
        assert answer.status_code == (401 if office is None else 404)


@pytest.mark.slow
def test_before_clearance_nobody_outside_reads_texts_or_answers(bare: World, case: Steps) -> None:
    case.answer(text=SECRET)
    case.edit(title=SECRET, sections={"results": SECRET})
    for _ in range(2):
        for office in (EDITOR, *REVIEWERS):
            program = Program(bare, office)
            for tail in ("/remarks", "/changes", "/revisions/1", "/revisions/2", "/reviews", "/history", ""):
                assert SECRET not in program.get(f"/cases/{case.reference}{tail}").get_data(as_text=True), tail
        if case.state == State.REVISION_REQUESTED:
            case.act(Action.REQUEST_CLEARANCE, WRITER)


def test_the_delegation_learns_no_verdict_before_the_decision_and_never_a_name(bare: World, case: Steps) -> None:
    case.answer()
    judged_again(cleared(case), verdict="reopened")
    writer = Program(bare, WRITER)
    tails = ("/changes", "/revisions/1", "/revisions/2")

    def read_all(*more: str) -> str:
        return "".join(writer.get(f"/cases/{case.reference}{tail}").get_data(as_text=True) for tail in (*tails, *more))

    before = read_all()
    assert "reopened" not in before
    assert "Not yet." not in before
    refused(writer.get(f"/cases/{case.reference}/remarks"), 409)
    case.act(Action.REQUEST_REVISION, EDITOR, "Once more.")
    after = read_all("/remarks")
    assert "reopened" in after
    assert not [name for name in NAMES if name in before + after]
