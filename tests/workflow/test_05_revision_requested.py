"""The situation: a revision is requested. The reviewed text stays; its author writes in the next revision."""

import pytest

from case_studies.errors import NotAllowed, WrongState
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.REVISION_REQUESTED)


def test_the_next_revision_begins_as_the_reviewed_one_was(case: Steps) -> None:
    judged, following = case.look().revisions
    assert following.sections == judged.sections
    assert following.title == judged.title
    for name in ("themes", "host_states", "operations", "initiatives", "implemented_by", "co_submitters"):
        assert getattr(judged, name) == getattr(following, name), name
    assert (following.cleared_at, following.submitted_at, following.published_at) == (None, None, None)
    assert following.assignments == []


def test_its_author_can_answer_and_the_reviewed_text_stays(case: Steps) -> None:
    case.edit(sections={"results": "Counted by the mission: 12 devices."})
    judged, following = case.look().revisions
    assert judged.sections["results"] == "Not measured."
    assert following.sections["results"] == "Counted by the mission: 12 devices."
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    assert case.states == [State.SUPERSEDED, State.IN_REVIEW]


@pytest.mark.parametrize("action", [Action.PUBLISH, Action.DECLINE, Action.REQUEST_REVISION, Action.START_REVIEW])
def test_an_editor_cannot_decide_while_the_author_writes(case: Steps, action: Action) -> None:
    with pytest.raises(WrongState):
        case.act(action, EDITOR, "A reason.")
    with pytest.raises(WrongState):
        case.assign("reviewer.ken")
    assert case.state == State.REVISION_REQUESTED


def test_reviewers_cannot_change_their_reviews_of_the_reviewed_text(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.review("reviewer.chn", recommendation="decline")
    assert case.state == State.REVISION_REQUESTED


def test_an_author_of_the_first_revision_cannot_clear_the_second(case: Steps) -> None:
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    with pytest.raises(NotAllowed):
        case.act(Action.CLEAR, WRITER)
    assert case.look().current.writer_ids == [case.actor(WRITER).account_id]
    assert case.state == State.IN_CLEARANCE


def test_the_delegation_can_withdraw_it(case: Steps) -> None:
    case.act(Action.WITHDRAW, WRITER)
    assert case.states == [State.SUPERSEDED, State.WITHDRAWN]
