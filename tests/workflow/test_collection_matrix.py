"""Who may do what with a collection in which state: written by hand, as values."""

import pytest

from case_studies.collection_vocabulary import CollectionState
from case_studies.vocabulary import State
from tests.support.collections import CLEARER, WRITER, collection_in
from tests.support.workflow_cases import case_in
from tests.support.world import World

S = CollectionState
OFFICES = (None, "practitioner", WRITER, CLEARER, "focal-point.deu", "editor.bra")
ALLOWED: dict[CollectionState, dict[str, str]] = {
    S.DRAFT: {WRITER: "publish withdraw", CLEARER: "withdraw"},
    S.IN_CLEARANCE: {WRITER: "take_back withdraw", CLEARER: "clear send_back withdraw"},
    S.PUBLISHED: {WRITER: "take_back withdraw", CLEARER: "withdraw"},
    S.WITHDRAWN: {},
}


@pytest.mark.slow
def test_each_office_sees_it_and_may_do_what_the_table_says(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for state in CollectionState:
        collection = collection_in(bare, state, {case.reference: "It is first."}, audience="members")
        for office in OFFICES:
            answer = collection.read(office)
            is_reader = office in (WRITER, CLEARER) or (state == S.PUBLISHED and office is not None)
            assert answer.status_code == (200 if is_reader else 404), (state, office)
            if is_reader:
                assert answer.get_json()["actions"] == ALLOWED[state].get(office or "", "").split(), (state, office)


def test_a_step_is_refused_for_the_reason_that_comes_first(bare: World) -> None:
    collection = collection_in(bare, S.DRAFT, {})
    assert collection.act("editor.bra", "publish").status_code == 404
    assert collection.act(WRITER, "clear").status_code == 403
    assert collection.act(WRITER, "take_back").status_code == 409
    assert collection.act(WRITER, "publish").status_code == 422, "there is nothing in it"
