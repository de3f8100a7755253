"""What administrators and exports learn of an issue from the history."""

from sqlalchemy import select

from case_studies.models import HistoryEntry
from case_studies.vocabulary import IssueState
from tests.support.api_client import Program, fine
from tests.support.issues import ANSWERER, ASKER, IssueSteps, issue_in
from tests.support.page_reader import read
from tests.support.world import World


def test_security_events_have_nothing_of_an_issue(bare: World) -> None:
    client = bare.browser("admin")
    before = read(client, "/administration/events.csv")
    fine(issue_in(bare, IssueState.OPEN).answer(ANSWERER, named=True), 201)
    assert read(client, "/administration/events.csv") == before


def test_a_delegation_that_decides_not_to_be_named_is_not_in_the_history(bare: World) -> None:
    issue = IssueSteps(bare, attribution="named")
    change = {"attribution": "unnamed", "version": issue.read(ASKER)["version"]}
    fine(Program(bare, ASKER).patch(f"/issues/{issue.reference}", change))
    fine(issue.act(ASKER, "post"))
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == issue.reference)).all()
    assert [(entry.action, entry.account_id) for entry in entries] == [("start", None), ("post", None)]


def test_a_name_is_not_in_the_history_before_others_read_the_issue(bare: World) -> None:
    """Its author may still decide not to be named, and what the history has stays."""
    issue = issue_in(bare, IssueState.IN_CLEARANCE, register="on_record", attribution="named")
    fine(issue.act(ASKER, "take_back"))
    change = {"attribution": "unnamed", "version": issue.read(ASKER)["version"]}
    fine(Program(bare, ASKER).patch(f"/issues/{issue.reference}", change))
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == issue.reference)).all()
    assert {entry.account_id for entry in entries} == {None}
