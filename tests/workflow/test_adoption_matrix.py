"""Who may do what with an adoption in which state: by hand, compared with what the API offers and does."""

import pytest

from case_studies.vocabulary import AdoptionState, PracticeState
from tests.support.adoptions import CLEARER, OWNER, adoption_in
from tests.support.api_client import Program
from tests.support.practices import practice_in
from tests.support.world import World

S = AdoptionState
MEMBERS = ("focal-point.gha", "editor.idn", "reviewer.jpn", "practitioner", "admin")
OFFICES = (None, OWNER, CLEARER, *MEMBERS)

# state → office → actions. Offices that are not named may do nothing.
MATRIX: dict[AdoptionState, dict[str, set[str]]] = {
    S.DRAFT: {OWNER: {"adopt_by_us"}},
    S.IN_CLEARANCE: {OWNER: {"take_back", "withdraw"}, CLEARER: {"clear", "send_back", "withdraw"}},
    S.RECORDED: {OWNER: {"adopt_by_us", "stop_using", "withdraw"}, CLEARER: {"withdraw"}},
    S.CHANGE_IN_CLEARANCE: {OWNER: {"take_back", "withdraw"}, CLEARER: {"clear", "send_back", "withdraw"}},
    S.WITHDRAWN: {},
}
NEEDS_A_CHANGE = {"adopt_by_us"}  # of what is recorded: offered once something was changed


OF_CASES = [(state, readers) for state in S for readers in ("for all", "for members")]
OF_MEMBERS_PRACTICE = [(state, "for all, of a members' practice") for state in (S.IN_CLEARANCE, S.RECORDED)]


@pytest.mark.slow
@pytest.mark.parametrize(("state", "adopts"), [*OF_CASES, *OF_MEMBERS_PRACTICE])
def test_everybody_may_do_what_the_matrix_says(bare: World, state: AdoptionState, adopts: str) -> None:
    audience = "members" if adopts == "for members" else "public"
    practice = practice_in(bare, PracticeState.ADOPTED, audience="members") if "practice" in adopts else None
    adoption = adoption_in(bare, state, adopts=practice.reference if practice else "", audience=audience)
    others = (None, *MEMBERS) if adopts == "for all" else MEMBERS
    is_recorded = state in (S.RECORDED, S.CHANGE_IN_CLEARANCE)
    before = adoption.read()
    for office in OFFICES:
        answer = Program(bare, office).get(adoption.address)
        sees = office in (OWNER, CLEARER) or (is_recorded and office in others)
        assert answer.status_code == (200 if sees else 404), office
        allowed = MATRIX[state].get(str(office), set())
        if sees:
            offered = set(answer.get_json()["actions"])
            assert offered <= allowed, office
            assert allowed - offered <= (NEEDS_A_CHANGE if state == S.RECORDED else set()), office
        for action in {action for row in MATRIX.values() for one in row.values() for action in one} - allowed:
            assert adoption.act(office, action, "A reason.").status_code in (401, 403, 404, 409), (office, action)
    assert adoption.read() == before
