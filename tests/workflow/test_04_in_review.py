"""The situation: a round is open. Two reviewers review the frozen text; an editor decides when their reviews are in."""

import pytest

from case_studies.errors import Incomplete, NotAllowed, WrongState
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, second_round, unanswered_round
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    """A round in which nobody has answered yet."""
    return unanswered_round(bare)


def test_an_editor_can_publish_with_two_approvals_and_not_before(case: Steps) -> None:
    for approvals, reviewer in enumerate(REVIEWERS):
        with pytest.raises(WrongState) as refusal:
            case.act(Action.PUBLISH, EDITOR)
        assert refusal.value.parameters == {"approvals": approvals, "required": 2}
        assert case.state == State.IN_REVIEW
        case.judge(reviewers=(reviewer,))
    case.act(Action.PUBLISH, EDITOR)
    assert case.state == State.PUBLISHED


def test_a_review_that_is_only_saved_does_not_count(case: Steps) -> None:
    case.judge(reviewers=REVIEWERS[:1])
    case.respond(REVIEWERS[1])
    case.review(REVIEWERS[1], submit=False)
    with pytest.raises(WrongState) as refusal:
        case.act(Action.PUBLISH, EDITOR)
    assert refusal.value.parameters["approvals"] == 1
    assert case.state == State.IN_REVIEW


def test_a_decline_against_the_approvals_needs_an_answer(case: Steps) -> None:
    case.judge()
    case.assign("reviewer.ken")
    case.judge("decline", ("reviewer.ken",))
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.PUBLISH, EDITOR)
    assert list(refusal.value.fields) == ["note"]
    assert case.state == State.IN_REVIEW
    case.act(Action.PUBLISH, EDITOR, "The third reviewer's doubt is answered under Results.")
    assert case.state == State.PUBLISHED


def test_an_editor_can_ask_for_a_revision_once_a_review_is_in(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    case.judge("revise", REVIEWERS[:1])
    with pytest.raises(Incomplete):
        case.act(Action.REQUEST_REVISION, EDITOR)
    assert case.state == State.IN_REVIEW
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    assert case.states == [State.SUPERSEDED, State.REVISION_REQUESTED]


def test_an_editor_can_decline_it_at_any_time_with_a_reason(case: Steps) -> None:
    with pytest.raises(Incomplete):
        case.act(Action.DECLINE, EDITOR)
    assert case.state == State.IN_REVIEW
    case.act(Action.DECLINE, EDITOR, "Not about safety.")
    assert case.state == State.DECLINED


def test_nobody_can_change_the_text(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    with pytest.raises(NotAllowed):
        case.edit(EDITOR, title="Another title")
    assert case.state == State.IN_REVIEW


def test_approvals_of_the_first_revision_do_not_publish_the_second(case: Steps) -> None:
    case.judge()
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    case.answer()
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    with pytest.raises(WrongState) as refusal:
        case.act(Action.PUBLISH, EDITOR)
    assert refusal.value.parameters["approvals"] == 0
    assert case.state == State.IN_REVIEW


def test_a_reviewer_who_came_into_conflict_is_not_asked_again_and_does_not_count(case: Steps) -> None:
    case.judge()
    case.act(Action.REQUEST_REVISION, EDITOR, "Name the partners.")
    case.edit(co_submitters=["FRA"])
    case.answer()
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.consent_all()
    case.act(Action.CLEAR, OFFICER)
    asked = [assignment.reviewer.email for assignment in case.look().current.assignments]
    assert asked == ["reviewer.chn@demo.example"]


def test_publishing_the_second_revision_supersedes_the_first(bare: World) -> None:
    case = second_round(bare)
    assert case.states == [State.PUBLISHED, State.IN_REVIEW]
    case.act(Action.PUBLISH, EDITOR)
    assert case.states == [State.SUPERSEDED, State.PUBLISHED]


def test_declining_the_second_revision_leaves_the_published_one(bare: World) -> None:
    case = second_round(bare)
    case.act(Action.DECLINE, EDITOR, "The new figures can't be traced.")
    assert case.states == [State.PUBLISHED, State.DECLINED]
    assert case.look().current.number == 1
    assert case.state == State.PUBLISHED
    assert case.found()
    case.act(Action.REVISE, WRITER)
    assert case.states == [State.PUBLISHED, State.DECLINED, State.DRAFT]
