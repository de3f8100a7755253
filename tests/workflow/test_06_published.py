"""The situation: the case is published. Its audience reads it; the delegation can revise, archive or withdraw it."""

import pytest

from case_studies.errors import Incomplete, NotAllowed, WrongState
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.PUBLISHED)


def test_it_is_dated_cleared_and_found(case: Steps) -> None:
    revision = case.look().current
    assert revision.published_at is not None
    assert revision.cleared_by_id == case.actor(OFFICER).account_id
    assert not revision.round_open
    assert case.found("public")
    assert case.found("members")


def test_its_text_cannot_be_changed(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    with pytest.raises(NotAllowed):
        case.edit(EDITOR, title="Another title")
    assert case.state == State.PUBLISHED


def test_the_delegation_can_revise_it_while_it_stays_published(case: Steps) -> None:
    case.act(Action.REVISE, WRITER)
    case.edit(title="What is not cleared yet")
    assert case.states == [State.PUBLISHED, State.DRAFT]
    assert case.readable.title == "Searching the road before the column leaves"
    assert case.found()
    with pytest.raises(WrongState):
        case.act(Action.REVISE, WRITER)
    assert case.state == State.DRAFT


@pytest.mark.parametrize("office", [EDITOR, WRITER])
def test_an_editor_and_the_delegation_can_archive_it_with_a_reason(case: Steps, office: str) -> None:
    with pytest.raises(Incomplete):
        case.act(Action.ARCHIVE, office)
    assert case.state == State.PUBLISHED
    case.act(Action.ARCHIVE, office, "Out of date.")
    assert case.state == State.ARCHIVED
    assert not case.found()


def test_it_can_no_longer_be_reviewed(case: Steps) -> None:
    for action in (Action.PUBLISH, Action.DECLINE, Action.REQUEST_REVISION, Action.RETURN_TO_SUBMITTER):
        with pytest.raises(WrongState):
            case.act(action, EDITOR, "A reason.")
    with pytest.raises(WrongState):
        case.assign("reviewer.ken")
    with pytest.raises(WrongState):
        case.review("reviewer.chn")
    assert case.state == State.PUBLISHED


def test_a_second_publish_of_the_same_page_comes_too_late(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.act(Action.PUBLISH, EDITOR, version=case.version - 1)
    assert case.state == State.PUBLISHED


def test_withdrawing_it_takes_it_out_of_every_index_at_once(case: Steps) -> None:
    case.act(Action.WITHDRAW, OFFICER)
    assert case.state == State.WITHDRAWN
    assert not case.found("public")
    assert not case.found("members")
