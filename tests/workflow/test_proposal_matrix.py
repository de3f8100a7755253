"""Who may do what with a study proposal in which state: written by hand, as values."""

import pytest

from case_studies.study_vocabulary import ProposalState
from tests.support.api_client import fine
from tests.support.proposals import LEADS, proposal_in
from tests.support.world import World

S = ProposalState
OFFICES = (None, "practitioner", "clearance.gha", LEADS, "focal-point.deu", "editor.idn", "editor.rwa")
ALLOWED: dict[ProposalState, dict[str, str]] = {  # Germany has joined; later Indonesia and Brazil have, too
    S.PROPOSED: {
        LEADS: "drop",
        "focal-point.deu": "leave",
        "editor.idn": "join drop",
        "editor.rwa": "join drop",
    },
    S.JOINED: {
        LEADS: "begin drop",
        "focal-point.deu": "leave",
        "editor.idn": "leave drop",
        "editor.rwa": "join drop",
    },
    S.UNDER_WAY: {LEADS: "deliver drop", "editor.idn": "drop", "editor.rwa": "drop"},
    S.DELIVERED: {},
    S.DROPPED: {},
}


@pytest.mark.slow
@pytest.mark.parametrize("state", ProposalState)
def test_each_office_sees_it_and_may_do_what_the_table_says(bare: World, state: ProposalState) -> None:
    proposal = proposal_in(bare, state)
    for office in OFFICES:
        answer = proposal.read(office)
        assert answer.status_code == (200 if office else 401), office
        if office is not None:
            body, expected = answer.get_json(), ALLOWED[state].get(office, "").split()
            assert body["state"] == state
            assert body["actions"] == [f"{action}_study" for action in expected], office


def test_delegations_make_a_study_possible_and_can_leave_it(bare: World) -> None:
    proposal = proposal_in(bare, S.JOINED)
    assert proposal.act("editor.idn", "join_study").status_code == 403
    assert proposal.act(LEADS, "join_study").status_code == 403
    left = fine(proposal.act("focal-point.deu", "leave_study"))
    assert (left["state"], [one["id"] for one in left["joined"]]) == ("proposed", ["IDN", "BRA"])
    assert proposal.act(LEADS, "begin_study").status_code == 409
    assert fine(proposal.act("focal-point.deu", "join_study"))["state"] == "joined"
    fine(proposal.act(LEADS, "begin_study"))
    assert proposal.act("editor.rwa", "join_study").status_code == 409
    assert proposal.act(LEADS, "deliver_study", study="ST-2020-0001").status_code == 422
    assert proposal.act(LEADS, "drop_study", note="").status_code == 422
