"""Deleting a draft that was never submitted: nothing of it is left but its reference and its history."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, select

from case_studies.db import Base
from case_studies.errors import Deleted, NotAllowed, NotVisible, StaleVersion, WrongState
from case_studies.models import Case, Mail
from case_studies.operations.audit import export_history, verify_history
from case_studies.operations.cases.deletion import delete_draft
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.page import words
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft
from tests.support.world import World, csrf

KEPT = {"cases", "history"}


def delete(case: Steps, office: str | None = WRITER, *, version: int | None = None) -> None:
    with case.world.platform.work.writing() as session:
        actor = case.actor(office)
        found = find_case(session, actor, case.reference, for_change=True)
        delete_draft(session, found, actor, version=found.version if version is None else version)


def rows_about(world: World, case_id: int, revision_ids: set[int]) -> Iterator[tuple[str, object]]:
    """Yield every row that refers to the case or to a revision of it, in whichever table."""
    ids = {"cases": {case_id}, "revisions": revision_ids}
    with world.platform.work.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                if any(row[name] in ids[target] for name, target in _references(table)):
                    yield table.name, row


def _references(table: Table) -> list[tuple[str, str]]:
    own = [("id", table.name)] if table.name in ("cases", "revisions") else []
    links = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
    return own + [(name, target) for name, target in links if target in ("cases", "revisions")]


@pytest.fixture
def case(bare: World) -> Steps:
    """A draft that has been to the clearance officer, so that somebody was notified of it."""
    steps = Steps.start(bare, title="A word that nobody else writes: quagmirical")
    steps.act(Action.REQUEST_CLEARANCE, WRITER)
    steps.act(Action.SEND_BACK, OFFICER, "Name no road.")
    return steps


def test_nothing_refers_to_it_in_any_table_but_its_history(case: Steps) -> None:
    stored = case.look()
    ids, revisions = stored.id, {revision.id for revision in stored.revisions}
    assert {table for table, _ in rows_about(case.world, ids, revisions)} > KEPT | {"revisions", "notices"}
    delete(case)
    assert {table for table, _ in rows_about(case.world, ids, revisions)} == KEPT
    with case.world.platform.work.reading() as session:
        mails = session.scalars(select(Mail)).all()
        assert all(mail.notifications for mail in mails)
        assert not list(verify_history(session))
        history = list(export_history(session))
    assert not [line for line in history if "quagmirical" in line]
    assert [json.loads(line)["action"] for line in history if case.reference in line][-1] == "delete"


def test_its_text_is_nowhere_in_the_database_and_in_no_index(case: Steps) -> None:
    delete(case)
    with case.world.platform.work.reading() as session:
        everything = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)).all()]
    assert not any("quagmirical" in row for row in everything)
    assert not case.found("members")
    case.world.app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert not case.found("members")


def test_its_reference_is_not_given_again(case: Steps) -> None:
    delete(case)
    assert Steps.start(case.world).reference > case.reference


def test_saved_links_say_that_it_was_deleted_to_its_delegation_alone(case: Steps) -> None:
    delete(case)
    for office in (WRITER, OFFICER):
        answer = case.world.browser(office).get(f"/cases/{case.reference}/edit")
        assert answer.status_code == 410
        assert "Your delegation deleted this draft" in answer.get_data(as_text=True)
        assert "deleted" in refused(Program(case.world, office).get(f"/cases/{case.reference}"), 404)["detail"]
    for stranger in (EDITOR, "focal-point.deu", "admin"):
        answer = case.world.browser(stranger).get(f"/cases/{case.reference}/edit")
        assert answer.status_code == 404
        assert "deleted" not in answer.get_data(as_text=True)


def test_desk_and_inbox_of_the_delegation_work_without_it(case: Steps) -> None:
    delete(case)
    for office in (WRITER, OFFICER):
        browser = case.world.browser(office)
        for page in ("/", "/desk", "/inbox"):
            answer = browser.get(page)
            assert answer.status_code == 200
            assert case.reference not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(State.IN_CLEARANCE, WrongState), (State.SUBMITTED, WrongState), (State.PUBLISHED, WrongState)],
)
def test_only_a_draft_is_deleted(bare: World, state: State, refusal: type[Exception]) -> None:
    case = case_in(bare, state)
    with pytest.raises(refusal):
        delete(case)
    assert case.state == state


@pytest.mark.slow
def test_what_was_submitted_once_is_not_deleted(bare: World) -> None:
    returned = case_in(bare, State.SUBMITTED)
    returned.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    taken_back = case_in(bare, State.SUBMITTED)
    taken_back.act(Action.RECALL, WRITER)
    for case in (returned, taken_back, second_draft(bare)):
        with pytest.raises(WrongState, match="submitted once"):
            delete(case)
        assert "/delete" not in bare.browser(WRITER).get(f"/cases/{case.reference}/edit").get_data(as_text=True)


def test_nobody_but_a_focal_point_of_the_delegation_deletes_it(case: Steps) -> None:
    with pytest.raises(NotAllowed):
        delete(case, OFFICER)
    for stranger in (EDITOR, "focal-point.deu", "admin", None):
        with pytest.raises(NotVisible):
            delete(case, stranger)
    assert case.state == State.DRAFT


def test_the_page_asks_once_and_a_stale_page_deletes_nothing(case: Steps) -> None:
    browser = case.world.browser(WRITER)
    url = f"/cases/{case.reference}/delete"
    assert "be undone" in words(browser.get(url).get_data(as_text=True))
    stale = case.version
    case.edit(title="A colleague goes on")
    with pytest.raises(StaleVersion):
        delete(case, version=stale)
    assert browser.post(url, data={**csrf(browser, url), "version": stale}).status_code == 409
    answer = browser.post(url, data={**csrf(browser, url), "version": case.version}, follow_redirects=True)
    assert f"{case.reference} is deleted." in answer.get_data(as_text=True)
    with pytest.raises(Deleted):
        delete(case)


def test_a_program_deletes_it_with_the_version_that_it_saw(bare: World) -> None:
    writer = Program(bare, WRITER)
    started = fine(writer.post("/cases", {"title": "Only a title"}), 201)
    address = f"/cases/{started['reference']}"
    refused(writer.call("DELETE", address), 422, "version")
    refused(writer.call("DELETE", f"{address}?version={started['version'] + 1}"), 409)
    assert writer.call("DELETE", f"{address}?version={started['version']}").status_code == 204
    refused(writer.get(address), 404)
    with bare.platform.work.reading() as session:
        assert session.scalars(select(Case.deleted_at)).one() is not None
