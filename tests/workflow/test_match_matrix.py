"""Who may do what in a match in which state: by hand, compared with what the API offers and does."""

import pytest

from case_studies.capacity_states import MatchState
from tests.support.api_client import Program
from tests.support.capacity import (
    ASKER,
    ASKERS_OFFICER,
    DELIVERY,
    EDITOR,
    PROVIDER,
    PROVIDERS_OFFICER,
    REPORT,
    match_in,
)
from tests.support.world import World

S = MatchState
OUTSIDE = (None, "focal-point.bgd", "reviewer.jpn", "practitioner", "admin")
INSIDE = (ASKER, ASKERS_OFFICER, PROVIDER, PROVIDERS_OFFICER, EDITOR)
ACTIONS = ("choose", "deliver", "confirm_delivery", "report", "answer_year", "end")

# state → office → actions; the provider reported the delivery. Offices that are not named may do nothing.
MATRIX: dict[MatchState, dict[str, set[str]]] = {
    S.TALKING: {ASKER: {"choose", "end"}, PROVIDER: {"end"}, EDITOR: {"end"}},
    S.MATCHED: {ASKER: {"deliver", "end"}, PROVIDER: {"deliver", "end"}, EDITOR: {"end"}},
    S.UNDER_WAY: {ASKER: {"deliver", "confirm_delivery", "end"}, PROVIDER: {"deliver", "end"}, EDITOR: {"end"}},
    S.DELIVERED: {ASKER: {"report"}, PROVIDER: {"report"}},
    S.CLOSED: {},
    S.ENDED: {},
}
SAID_IN = {S.TALKING, S.MATCHED, S.UNDER_WAY, S.DELIVERED}
SPEAKERS = (ASKER, PROVIDER, EDITOR)


@pytest.mark.slow
@pytest.mark.parametrize("state", list(S))
def test_everybody_may_do_what_the_matrix_says(bare: World, state: MatchState) -> None:
    match = match_in(bare, state)
    before = match.read()
    body = {"version": before["version"], "delivery": DELIVERY, "report": REPORT, "need_met": "met"}
    for office in (*INSIDE, *OUTSIDE):
        program = Program(bare, office)
        answer = program.get(match.address)
        assert answer.status_code == (200 if office in INSIDE else 401 if office is None else 404), office
        allowed = MATRIX[state].get(str(office), set())
        if office in INSIDE:
            assert set(answer.get_json()["actions"]) >= allowed, office
        for action in sorted({*ACTIONS} - allowed):
            refused = program.post(f"{match.address}/transitions", {**body, "action": action})
            assert refused.status_code in (401, 403, 404, 409), (office, action)
        said = match.say(str(office)).status_code if office else 401
        assert (said == 201) == (office in SPEAKERS and state in SAID_IN), office
    assert {**match.read(), "posts": []} == {**before, "posts": []}
