"""The situation: an editor closed the case. The delegation keeps its text and can start another case with it."""

import pytest

from case_studies.errors import NotVisible, WrongState
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.DECLINED)


def test_nothing_can_be_done_with_it(case: Steps) -> None:
    for office in (WRITER, OFFICER, EDITOR, "reviewer.chn"):
        assert case.open_to(office) == set()
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    with pytest.raises(WrongState):
        case.assign("reviewer.ken")
    assert case.state == State.DECLINED


def test_it_cannot_even_be_withdrawn(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.act(Action.WITHDRAW, WRITER)
    assert case.state == State.DECLINED


def test_it_is_in_no_index_and_on_no_page(case: Steps) -> None:
    assert not case.found("public")
    assert not case.found("members")
    for office in (None, "practitioner", "admin", "reviewer.ken"):
        with pytest.raises(NotVisible):
            case.act(Action.PUBLISH, office)
    assert case.state == State.DECLINED


def test_a_second_round_that_is_declined_with_nothing_published_closes_the_case(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.act(Action.DECLINE, EDITOR, "The answer does not answer.")
    assert case.states == [State.SUPERSEDED, State.DECLINED]
    with pytest.raises(WrongState):
        case.act(Action.REVISE, WRITER)
    assert case.state == State.DECLINED
