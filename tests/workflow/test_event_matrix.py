"""Who may do what with an event in which state: by hand, compared with what the API offers and does."""

import pytest

from case_studies.vocabulary import EventState
from tests.support.api_client import Program, fine
from tests.support.events import CLEARER, EDITOR, WRITER, EventSteps, event_in
from tests.support.world import World

S = EventState
OWN_EDITOR = "editor.bra"
MEMBERS = (EDITOR, "focal-point.gha", "reviewer.jpn", "practitioner", "admin")
OFFICES = (None, WRITER, CLEARER, *MEMBERS)
SHOWN = (S.ANNOUNCED, S.CONFIRMED, S.HELD, S.DOCUMENTED, S.CANCELLED)

COMES = {office: {"take_part"} for office in MEMBERS}

# state → office → actions. Offices that are not named may do nothing.
MATRIX: dict[EventState, dict[str, set[str]]] = {
    S.DRAFT: {WRITER: {"announce"}},
    S.IN_CLEARANCE: {WRITER: {"take_back", "withdraw"}, CLEARER: {"clear", "send_back", "withdraw"}},
    S.ANNOUNCED: {
        WRITER: {"confirm", "move", "cancel", "take_part", "withdraw"},
        CLEARER: {"take_part", "withdraw"},
        **COMES,
    },
    S.CONFIRMED: {WRITER: {"move", "cancel", "take_part", "withdraw"}, CLEARER: {"take_part", "withdraw"}, **COMES},
    S.HELD: {WRITER: {"document", "withdraw"}, CLEARER: {"withdraw"}, EDITOR: {"document"}},
    S.DOCUMENTED: {WRITER: {"withdraw"}, CLEARER: {"withdraw"}},
    S.CANCELLED: {WRITER: {"withdraw"}, CLEARER: {"withdraw"}},
    S.WITHDRAWN: {},
}


@pytest.mark.slow
@pytest.mark.parametrize("state", list(S))
def test_everybody_may_do_what_the_matrix_says(bare: World, state: EventState) -> None:
    event = event_in(bare, state)
    before = event.read()
    actions = {action for row in MATRIX.values() for allowed in row.values() for action in allowed}
    body = {"note": "A reason.", "attendance": "yes", "version": before["version"]}
    for office in OFFICES:
        program = Program(bare, office)
        answer = program.get(event.address)
        sees = office in (WRITER, CLEARER) or (state in SHOWN and office in MEMBERS)
        assert answer.status_code == (200 if sees else 404), office
        allowed = MATRIX[state].get(str(office), set())
        if sees:
            assert set(answer.get_json()["actions"]) == allowed, office
        for action in sorted(actions - allowed):
            refused = program.post(f"{event.address}/transitions", {**body, "action": action})
            assert refused.status_code in ((401, 404) if office is None else (403, 404, 409)), (office, action)
    assert event.read() == before


def test_an_editor_announces_without_clearance_and_the_platform_alone_holds(bare: World) -> None:
    event = EventSteps(bare, writer=OWN_EDITOR, audience="public")
    assert fine(event.act(OWN_EDITOR, "announce"))["state"] == S.ANNOUNCED
    assert event.read(None)["link"] == "", "the link is for members"
    assert event.act(OWN_EDITOR, "hold").status_code == 422
    assert event.wait(30) == 0, "nobody confirmed it"
    fine(event.act(OWN_EDITOR, "confirm"))
    assert event.wait(0) == 1
    assert event.read(None)["state"] == S.HELD
