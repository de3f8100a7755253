"""Withdrawing and declining: not stopped by other changes, correctly recorded, and effective in search at once."""

from html import unescape
from typing import Any

import pytest

from case_studies.vocabulary import Action, Audience, State
from tests.support.api_client import Program, fine, refused
from tests.support.page_reader import found, read
from tests.support.workflow_cases import EDITOR, WRITER, Steps, case_in, second_round
from tests.support.world import World, csrf


def _counted(world: World, office: str | None, **query: Any) -> tuple[list[str], int, dict[str, list[int]]]:
    """Return the references, the total and the facet counts of a search."""
    told = fine(Program(world, office).get("/search", query_string={"q": "numbat", "sort": "title", **query}))
    facets = {name: [value["count"] for value in values] for name, values in told["facets"].items()}
    return [item["reference"] for item in told["items"]], told["total"], facets


@pytest.mark.slow
@pytest.mark.parametrize("office", [None, "practitioner"])
def test_a_withdrawn_case_is_not_found_or_counted_while_the_index_lags(bare: World, office: str | None) -> None:
    gone = case_in(bare, State.PUBLISHED, title="Numbat alpha", host_states=["COD"], started=2015)
    kept = case_in(bare, State.PUBLISHED, title="Numbat beta")
    assert _counted(bare, office)[1] == 2
    bare.platform.work.after_commit = ()  # as if the index could not be written at this moment
    gone.act(Action.WITHDRAW, WRITER)
    assert gone.found("public")
    lagging = _assert_only(bare, office, kept)
    assert _counted(bare, office, per_page=1, page=2)[:2] == ([], 1)
    assert _counted(bare, office, host_state="COD")[:2] == ([], 0)
    assert bare.platform.indexer.drain() == 1
    assert _assert_only(bare, office, kept) == lagging
    for audience in Audience:
        assert set(bare.platform.search.entries(audience)) == {kept.reference}
    assert not any(drift.references for drift in bare.platform.indexer.check())


def _assert_only(world: World, office: str | None, kept: Steps) -> dict[str, list[int]]:
    """Check that hits, total, facets and page show this case only. Return the facets."""
    references, total, facets = _counted(world, office)
    assert (references, total) == ([kept.reference], 1)
    assert {count for counts in facets.values() for count in counts} == {1}
    assert len(facets["host_state"]) == 1
    client = world.visitor() if office is None else world.browser(office)
    for url in ("/search?q=numbat", "/search"):
        assert found(read(client, url)) == {kept.reference}
    return facets


def test_declining_a_second_revision_is_recorded_as_that(bare: World) -> None:
    case = second_round(bare)
    client = bare.browser(EDITOR)
    url = f"/cases/{case.reference}/act/decline"
    data = {**csrf(client, url), "version": case.version, "note": "The figures can't be traced."}
    assert client.post(url, data=data).status_code == 303
    for office in (WRITER, EDITOR):
        last = fine(Program(bare, office).get(f"/cases/{case.reference}/history"))[-1]
        assert (last["action"], last["from_state"], last["to_state"]) == ("decline", "in_review", "declined")
    assert Program(bare).case(case.reference)["state"] == "published"


def test_a_stale_page_can_still_withdraw(bare: World) -> None:
    case = case_in(bare, State.DRAFT)
    client = bare.browser(WRITER)
    url = f"/cases/{case.reference}/act/withdraw"
    data = {**csrf(client, url), "version": case.version, "sure": "yes"}
    case.edit(title="Changed meanwhile by a colleague")
    assert client.post(url, data=data).status_code == 303
    assert case.state == State.WITHDRAWN


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.DRAFT, "submitted any more"),
        (State.SUBMITTED, "Editors and reviewers can no longer open it"),
        (State.PUBLISHED, "disappears from every page and from search"),
    ],
)
def test_withdrawing_asks_once_more_and_says_what_happens(bare: World, state: State, says: str) -> None:
    case = case_in(bare, state)
    client = bare.browser(WRITER)
    assert says in unescape(client.get(f"/cases/{case.reference}/work").get_data(as_text=True))
    url = f"/cases/{case.reference}/act/withdraw"
    page = client.get(url).get_data(as_text=True)
    assert says in unescape(page)
    assert "be undone" in page
    answer = client.post(url, data={**csrf(client, url), "version": case.version})
    assert answer.status_code == 422
    assert "Tick the box" in answer.get_data(as_text=True)
    assert case.state == state


def test_a_program_with_a_stale_version_can_withdraw_and_nothing_else(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    program, address = Program(bare, WRITER), f"/cases/{case.reference}/transitions"
    stale = case.version - 1
    refused(program.post(address, {"action": "archive", "note": "Out of date.", "version": stale}), 409)
    assert fine(program.post(address, {"action": "withdraw", "version": stale}))["state"] == "withdrawn"
    refused(Program(bare).get(f"/cases/{case.reference}"), 404)
    assert not case.found()
