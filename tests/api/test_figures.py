"""The figures by API are the caller's own."""

import pytest

from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.workflow_cases import case_in
from tests.support.world import World


@pytest.mark.slow
def test_the_figures_count_what_the_caller_may_read(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    case_in(bare, State.PUBLISHED, audience="members", host_states=["LBN"])
    case_in(bare, State.SUBMITTED)
    public, member = (fine(Program(bare, *office).get("/figures")) for office in ((), ("practitioner",)))
    assert (public["total"], member["total"]) == (1, 2)
    assert public["states"] == [{"id": "MLI", "label": "Mali", "cases": 1}]
    assert {state["id"] for state in member["states"]} == {"MLI", "LBN"}
    assert member["delegations"] == [{"id": "GHA", "label": "Ghana", "cases": 2}]
    assert member["years"] == [{"year": 2026, "cases": 2}]
    assert {"id": "EXP", "label": "Explosive threats (C-IED, EOD, mines)", "cases": 2} in member["themes"]
