"""Delegations that are named by relation: the form says who they are now, and clearance keeps them as they are then."""

from typing import Any

import pytest

from case_studies.models import Revision
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine
from tests.support.page_reader import hidden_fields, open_page
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import World

KEPT: dict[str, Any] = {"section_audiences": {"actions": "delegations"}, "host_states": ["RWA"]}


def _codes(world: World, reference: str) -> list[str]:
    with world.platform.work.reading() as session:
        revision: Revision = find_case(session, world.actor(WRITER), reference).current
        return sorted(one.code for one in revision.released_to)


def _change(world: World, draft: Steps, **values: Any) -> Any:
    program = Program(world, WRITER)
    version = fine(program.get(f"/cases/{draft.reference}"))["version"]
    return fine(program.patch(f"/cases/{draft.reference}", {"version": version, **values}))


def test_the_delegations_follow_the_host_states_and_the_list_stays(bare: World) -> None:
    draft = Steps.start(bare, **KEPT, released_to=["SEN"], released_by={"host_states": True})
    assert _codes(bare, draft.reference) == ["RWA", "SEN"]
    body = _change(bare, draft, host_states=["KEN", "ITA"])
    assert body["released_to"] == ["ITA", "KEN", "SEN"]
    assert body["released_by"] == {"host_states": True}
    body = _change(bare, draft, released_to=body["released_to"])  # what a program reads it can send back
    assert _change(bare, draft, released_by={"host_states": False})["released_to"] == ["SEN"]


@pytest.mark.slow
def test_contributors_are_those_whom_published_cases_name_for_the_operation(bare: World) -> None:
    case_in(bare, State.PUBLISHED, operations=["UNIFIL"], implemented_by=["BGD"])
    case_in(bare, State.PUBLISHED, operations=["UNIFIL"], implemented_by=["PAK"], attribution="unnamed")
    case_in(bare, State.PUBLISHED, operations=["UNMISS"], implemented_by=["ITA"])
    values = {**KEPT, "operations": ["UNIFIL"], "implemented_by": ["GHA"], "released_by": {"contributors": True}}
    assert _codes(bare, Steps.start(bare, **values).reference) == ["BGD"]


def test_the_form_says_who_they_are_now_and_keeps_them_out_of_the_list(bare: World) -> None:
    draft = Steps.start(bare, **{**KEPT, "host_states": ["KEN"]}, released_to=["SEN"])
    writer, address = bare.browser(WRITER), f"/cases/{draft.reference}/edit/audience"
    page = open_page(writer, address)
    assert page.one("checkbox", "The host States of this case").description == "Now: Kenya."
    form = {**hidden_fields(writer, address), "audience": "members", "contact": "office@example.org",
            "attribution": "named", "released_to": "SEN", "released_to_host_states": "yes"}  # fmt: skip
    assert writer.post(address, data=form).status_code == 303
    assert _codes(bare, draft.reference) == ["KEN", "SEN"]
    page = open_page(writer, address)
    assert page.one("checkbox", "The host States of this case").has("checked")
    assert page.one("checkbox", "Senegal").has("checked")
    assert not page.one("checkbox", "Kenya").has("checked")


@pytest.mark.slow
def test_asking_for_clearance_names_them_as_they_are_then_and_nothing_changes_them_later(bare: World) -> None:
    draft = Steps.start(bare, **KEPT, operations=["UNIFIL"], implemented_by=["KEN"], released_by={"contributors": True})
    assert _codes(bare, draft.reference) == ["KEN"]
    case_in(bare, State.PUBLISHED, operations=["UNIFIL"], implemented_by=["BGD"])
    draft.act(Action.REQUEST_CLEARANCE, WRITER)
    assert _codes(bare, draft.reference) == ["BGD", "KEN"]
    case_in(bare, State.PUBLISHED, operations=["UNIFIL"], implemented_by=["PAK"])
    assert _codes(bare, draft.reference) == ["BGD", "KEN"]
