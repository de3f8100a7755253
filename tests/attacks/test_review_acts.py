"""Forbidden steps and impossible values are refused with the right status, and others can continue."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from case_studies.models import HistoryEntry
from case_studies.operations.audit import verify_history
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, everything, fine, refused
from tests.support.rounds import EARLY, MUST, cleared, remark_ids, revision_asked
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, case_in
from tests.support.world import World, csrf

ONE, TWO = REVIEWERS


def test_a_released_assignment_does_not_break_the_list_of_others(bare: World) -> None:
    kept, gone = case_in(bare, State.SUBMITTED), case_in(bare, State.SUBMITTED)
    for case in (kept, gone):
        case.assign(ONE)
    gone.release(ONE)
    told = fine(Program(bare, ONE).get("/assignments"))
    assert [asked["reference"] for asked in told] == [kept.reference]


def test_a_day_at_the_end_of_time_is_refused(bare: World) -> None:
    """Dates move when a text goes back. A date that can't move would block the case forever."""
    case = case_in(bare, State.SUBMITTED)
    program = Program(bare, EDITOR)
    body = {"reviewer": f"{ONE}@demo.example", "due_on": "9999-12-31"}
    refused(program.post(f"/cases/{case.reference}/assignments", body), 422, "due_on")
    for reviewer in REVIEWERS:
        case.assign(reviewer, due_on=date(2028, 11, 1))
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    bare.clock.moment = bare.clock.moment.replace(day=20)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.act(Action.START_REVIEW, EDITOR)


@pytest.mark.parametrize("number", ["0", "-1", str(2**31), str(2**63), str(10**30), "1" * 5000])
def test_an_impossible_notification_id_is_refused(bare: World, number: str) -> None:
    client = bare.browser(WRITER)
    bare.app.testing = False  # a server error is returned, not raised
    answer = client.post("/inbox/read", data={**csrf(client, "/inbox"), "notice": number})
    assert answer.status_code in (303, 404)


@pytest.mark.slow
def test_ids_of_one_case_open_nothing_in_another(bare: World) -> None:
    other, case = revision_asked(bare), revision_asked(bare)
    asked, remark = other.assignment(ONE), remark_ids(other)[MUST["text"]]
    judged = cleared_of(bare)
    before = everything(bare)
    editor, writer, one = Program(bare, EDITOR), Program(bare, WRITER), Program(bare, ONE)
    said = {"done": True, "text": "It does now."}
    path = f"/cases/{judged.reference}/assignments/{asked}"
    refused(writer.put(f"/cases/{case.reference}/remarks/{remark}/answer", said), 404)
    refused(editor.post(f"{path}/release", {}), 404)
    refused(editor.post(f"{path}/replace", {"reviewer": "reviewer.ken@demo.example"}), 404)
    for number in (judged.assignment(TWO), 999_999, 2_147_483_647):
        refused(one.put(f"/assignments/{number}/review", {"overall": "Not mine."}), 404)
        refused(one.post(f"/assignments/{number}/response", {"response": "decline"}), 404)
    theirs = {"remark": remark_ids(judged)[EARLY["text"]], "verdict": "confirmed"}
    judged_by_one = f"/assignments/{judged.assignment(ONE)}/review"
    refused(one.put(judged_by_one, {"verdicts": [theirs]}), 422, "verdicts")
    assert everything(bare) == before


def cleared_of(world: World):  # type: ignore[no-untyped-def]
    """Return a case with its second revision in review, which the first reviewer has accepted."""
    case = revision_asked(world)
    case.answer()
    cleared(case).respond(ONE)
    return case


def test_a_reviewer_in_conflict_can_not_replace_another(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, co_submitters=["BRA"])
    number = case.assign(ONE)
    before = everything(bare)
    path = f"/cases/{case.reference}/assignments/{number}/replace"
    refused(Program(bare, EDITOR).post(path, {"reviewer": "reviewer.bra@demo.example"}), 422, "reviewer")
    assert everything(bare) == before  # the first one stays


def test_replacing_an_entry_of_the_history_is_a_deletion_and_refused(bare: World, server: str | None) -> None:
    if server is not None:
        pytest.skip("only SQLite has INSERT OR REPLACE; PostgreSQL's ON CONFLICT is an UPDATE")
    case_in(bare, State.SUBMITTED)
    columns = [column.name for column in HistoryEntry.__table__.columns]
    values = ", ".join("'forged'" if name == "note" else name for name in columns)
    forged = f"INSERT OR REPLACE INTO history ({', '.join(columns)}) SELECT {values} FROM history WHERE number = 2"
    with pytest.raises(IntegrityError, match="append-only"), bare.platform.work.engine.begin() as connection:
        connection.execute(text(forged))
    with bare.platform.work.reading() as session:
        assert verify_history(session) == []
