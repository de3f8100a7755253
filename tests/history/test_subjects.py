"""An entry states the account that it is about in a field; readers see the address before the note, as always."""

import pytest
from sqlalchemy import select

from case_studies.hash_chain import hash_of
from case_studies.models import Account, HistoryEntry
from case_studies.models.history import chain_fields
from case_studies.operations.audit import verify_file
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import release_reviewer
from case_studies.vocabulary import HistoryAction, State
from tests.support.api_client import Program, fine
from tests.support.chains import entries, exported, lines_of
from tests.support.workflow_cases import EDITOR, Steps, case_in
from tests.support.world import World

REVIEWER = "reviewer.chn"
ADDRESS = f"{REVIEWER}@demo.example"
OTHER = "reviewer.ken"


@pytest.fixture
def case(bare: World) -> Steps:
    """A case of which one reviewer was released with a reason and another without."""
    case = case_in(bare, State.SUBMITTED)
    for reviewer, note in ((REVIEWER, "Away: until May."), (OTHER, "")):
        number = case.assign(reviewer)
        with bare.platform.work.writing() as session:
            actor = case.actor(EDITOR)
            release_reviewer(
                session, find_case(session, actor, case.reference, for_change=True), number, actor, note=note
            )
    return case


def _released(case: Steps) -> list[HistoryEntry]:
    with case.world.platform.work.reading() as session:
        query = select(HistoryEntry).where(HistoryEntry.action == HistoryAction.RELEASE_REVIEWER)
        return list(session.scalars(query.order_by(HistoryEntry.number)))


def test_the_note_is_the_reason_alone_and_the_account_has_its_own_field(case: Steps) -> None:
    first, second = _released(case)
    with case.world.platform.work.reading() as session:
        accounts = {account.email: account.id for account in session.scalars(select(Account))}
    assert (first.subject_email, first.subject_id, first.note) == (ADDRESS, accounts[ADDRESS], "Away: until May.")
    assert (second.subject_email, second.note) == (f"{OTHER}@demo.example", "")


def test_the_hash_covers_the_account(case: Steps) -> None:
    stated = chain_fields(_released(case)[0])
    assert stated["subject"] == ADDRESS
    assert hash_of({**stated, "subject": "reviewer.bra@demo.example"}) != hash_of(stated)
    assert hash_of({name: value for name, value in stated.items() if name != "subject"}) != hash_of(stated)


def test_an_entry_about_no_account_is_hashed_as_before_there_was_a_field_for_it(library: World) -> None:
    """This hash was made by the code before; an export from then still holds."""
    entry = {
        "number": 1, "at": "2026-03-02T10:00:00.123456Z", "account": "writer@demo.example", "delegation": "GHA",
        "action": "start", "case": "CS-2026-0001", "revision": 1, "from": None, "to": "draft", "note": "",
        "previous": "0" * 64,
    }  # fmt: skip
    assert hash_of(entry) == "be5603928f75ee955973db8f5eb2a1f59c06541bc0d9906e2bda3314d10b1ce9"
    about = {**entry, "action": "assign", "from": None, "to": None, "note": "first@demo.example: «Why»"}
    assert hash_of(about) == "1a22fca1e5a1b7094d396c7b68bcc3e2378dd27c5e6270e8e663ef9427fc1677"


def test_the_api_returns_the_note_as_it_always_did(case: Steps) -> None:
    history = fine(Program(case.world, EDITOR).get(f"/cases/{case.reference}/history"))
    notes = [(entry["action"], entry["note"]) for entry in history if "reviewer" in entry["note"]]
    assert notes == [
        ("assign", ADDRESS),
        ("release_reviewer", f"{ADDRESS}: Away: until May."),
        ("assign", f"{OTHER}@demo.example"),
        ("release_reviewer", f"{OTHER}@demo.example"),
    ]
    assert {frozenset(entry) for entry in history} == {
        frozenset({"at", "action", "from_state", "to_state", "revision", "note", "by"})
    }


def test_the_workspace_shows_the_address_before_the_reason(case: Steps) -> None:
    page = case.world.browser(EDITOR).get(f"/cases/{case.reference}/work").get_data(as_text=True)
    assert f">{ADDRESS}: Away: until May.</p>" in page


def test_an_exported_subject_may_not_be_left_out_or_added(library: World) -> None:
    lines, links = exported(library), entries(library)
    assert verify_file(lines) == []
    place = next(place for place, link in enumerate(links) if "subject" in link)
    without = {name: value for name, value in links[place].items() if name != "subject"}
    for forged in (without, {**links[place], "subject": "editor.bra@demo.example"}):
        found = verify_file(lines_of([*links[:place], forged, *links[place + 1 :]], lines[-1]))
        assert [error.where for error in found] == [f"entry {place + 1}"]
    place = next(place for place, link in enumerate(links) if "subject" not in link)
    added = [*links[:place], {**links[place], "subject": ADDRESS}, *links[place + 1 :]]
    assert [error.where for error in verify_file(lines_of(added, lines[-1]))] == [f"entry {place + 1}"]
