"""The situation: Ghana has released the case. It waits for an editor, who can assign reviewers and open the round."""

import pytest

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.SUBMITTED)


def test_an_editor_can_open_the_round_once_two_reviewers_are_asked(case: Steps) -> None:
    case.assign("reviewer.chn")
    with pytest.raises(WrongState) as refusal:
        case.act(Action.START_REVIEW, EDITOR)
    assert refusal.value.parameters == {"count": 2}
    assert case.state == State.SUBMITTED
    case.assign("reviewer.fra")
    case.act(Action.START_REVIEW, EDITOR)
    assert case.state == State.IN_REVIEW


def test_a_reviewer_who_declined_does_not_count(case: Steps) -> None:
    case.assign("reviewer.chn")
    case.assign("reviewer.fra")
    case.respond("reviewer.fra", accept=False)
    with pytest.raises(WrongState):
        case.act(Action.START_REVIEW, EDITOR)
    assert case.state == State.SUBMITTED


@pytest.mark.parametrize("office", [WRITER, OFFICER])
def test_the_delegation_can_take_it_back_while_no_editor_has_acted(case: Steps, office: str) -> None:
    case.act(Action.RECALL, office)
    revision = case.look().current
    assert (revision.state, revision.submitted_at, revision.cleared_by_id) == (State.DRAFT, None, None)
    with pytest.raises(NotVisible):
        case.assign("reviewer.chn")
    case.edit(title="Searching the road")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    case.assign("reviewer.chn")


def test_it_can_not_be_taken_back_once_an_editor_has_asked_a_reviewer(case: Steps) -> None:
    case.assign("reviewer.chn")
    case.release("reviewer.chn")
    with pytest.raises(WrongState, match="already asked"):
        case.act(Action.RECALL, WRITER)
    assert case.state == State.SUBMITTED


def test_an_editor_can_return_it_and_the_delegation_clears_it_again(case: Steps) -> None:
    with pytest.raises(Incomplete):
        case.act(Action.RETURN_TO_SUBMITTER, EDITOR)
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    revision = case.look().current
    assert (revision.state, revision.number) == (State.DRAFT, 1)
    assert (revision.cleared_by_id, revision.cleared_at, revision.submitted_at) == (None, None, None)
    with pytest.raises(NotVisible):
        case.act(Action.DECLINE, EDITOR, "Out of sight again.")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    assert case.state == State.SUBMITTED


def test_an_editor_can_decline_it_with_a_reason(case: Steps) -> None:
    with pytest.raises(Incomplete):
        case.act(Action.DECLINE, EDITOR)
    assert case.state == State.SUBMITTED
    case.act(Action.DECLINE, EDITOR, "Not about safety.")
    assert case.state == State.DECLINED


@pytest.mark.parametrize("action", [Action.PUBLISH, Action.REQUEST_REVISION])
def test_an_editor_cannot_decide_before_the_round(case: Steps, action: Action) -> None:
    with pytest.raises(WrongState):
        case.act(action, EDITOR, "A reason.")
    assert case.state == State.SUBMITTED


def test_its_author_can_only_take_it_back_or_withdraw_it(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    with pytest.raises(NotAllowed):
        case.act(Action.START_REVIEW, WRITER)
    assert case.open_to(WRITER) == {Action.RECALL, Action.WITHDRAW}
    assert case.state == State.SUBMITTED


@pytest.mark.parametrize("party", [{"co_submitters": ["BRA"]}, {"implemented_by": ["BRA"]}, {"host_states": ["BRA"]}])
def test_an_editor_of_an_interested_delegation_cannot_see_it(bare: World, party: dict[str, list[str]]) -> None:
    case = case_in(bare, State.SUBMITTED, **party)
    for action in (Action.RETURN_TO_SUBMITTER, Action.DECLINE):
        with pytest.raises(NotVisible):
            case.act(action, "editor.bra", "A reason.")
    assert case.state == State.SUBMITTED


def test_a_reviewer_can_see_it_once_asked_and_do_nothing_with_it(case: Steps) -> None:
    with pytest.raises(NotVisible):
        case.act(Action.DECLINE, "reviewer.chn", "A reason.")
    case.assign("reviewer.chn")
    with pytest.raises(NotAllowed):
        case.act(Action.DECLINE, "reviewer.chn", "A reason.")
    assert case.state == State.SUBMITTED
