"""Who may do what with an offer or a request in which state: by hand, compared with what the API offers and does."""

import pytest

from case_studies.capacity_states import CapacityState
from tests.support.api_client import Program
from tests.support.capacity import ASKER, ASKERS_OFFICER, PROVIDER, PROVIDERS_OFFICER, capacity_in
from tests.support.world import World

S = CapacityState
MEMBERS = ("editor.idn", "focal-point.gha", "focal-point.deu", "reviewer.jpn", "practitioner", "admin")
ACTIONS = ("post", "take_back", "clear", "send_back", "hold_back", "renew", "withdraw")
IN_CLEARANCE = {"writer": {"take_back", "withdraw"}, "officer": {"clear", "send_back", "withdraw"}}
RENEWED = {"writer": {"renew", "withdraw"}, "officer": {"withdraw"}}

# state → office of the delegation that posts it → actions. Nobody else may do anything. Drafts and what is in clearance
# or withdrawn are the same on both sides.
OFFERS: dict[CapacityState, dict[str, set[str]]] = {S.POSTED: RENEWED, S.LAPSED: RENEWED}
REQUESTS: dict[CapacityState, dict[str, set[str]]] = {
    S.DRAFT: {"writer": {"post"}},
    S.IN_CLEARANCE: IN_CLEARANCE,
    S.LAPSED: RENEWED,
    S.WITHDRAWN: {},
    S.POSTED: {"writer": {"hold_back", "renew", "withdraw"}, "officer": {"hold_back", "withdraw"}},
    S.CIRCULATED: RENEWED,
}
# state → who reads it besides its delegation
READ_BY_ALL = {(PROVIDER, S.POSTED), (PROVIDER, S.LAPSED)}
READ_BY_MEMBERS = {(ASKER, S.CIRCULATED), (ASKER, S.LAPSED)}
ROWS = [(PROVIDER, state) for state in OFFERS] + [(ASKER, state) for state in REQUESTS]


@pytest.mark.slow
@pytest.mark.parametrize(("writer", "state"), ROWS)
def test_everybody_may_do_what_the_matrix_says(bare: World, writer: str, state: CapacityState) -> None:
    thing = capacity_in(bare, state, writer)
    officer = PROVIDERS_OFFICER if writer == PROVIDER else ASKERS_OFFICER
    matrix = (OFFERS if writer == PROVIDER else REQUESTS)[state]
    before = thing.read()
    body = {"note": "A reason.", "valid_until": "2027-05-01", "version": before["version"]}
    for office in (None, writer, officer, *MEMBERS):
        program = Program(bare, office)
        answer = program.get(thing.address)
        is_own = office in (writer, officer)
        sees = is_own or (writer, state) in READ_BY_ALL or (bool(office) and (writer, state) in READ_BY_MEMBERS)
        expected = 200 if sees else 401 if office is None and writer == ASKER else 404
        assert answer.status_code == expected, office
        allowed = matrix.get("writer" if office == writer else "officer", set()) if is_own else set()
        if sees:
            assert set(answer.get_json()["actions"]) == allowed, office
        for action in sorted({*ACTIONS} - allowed):
            refused = program.post(f"{thing.address}/transitions", {**body, "action": action})
            assert refused.status_code in ((401, 404) if office is None else (403, 404, 409)), (office, action)
    assert thing.read() == before
