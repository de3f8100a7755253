"""The situation: a later revision replaced this one, in response to a round or by being published after it."""

import pytest
from sqlalchemy import func, select

from case_studies.errors import WrongState
from case_studies.models import Revision
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, WRITER, Steps, second_round
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    """A case whose first revision was published, and then the second one."""
    case = second_round(bare)
    case.act(Action.PUBLISH, EDITOR)
    return case


def test_it_keeps_its_text_its_dates_and_its_reviews(case: Steps) -> None:
    superseded = case.look().revisions[0]
    assert superseded.state == State.SUPERSEDED
    assert superseded.published_at is not None
    assert [a.review.recommendation for a in superseded.assignments if a.review] == ["approve", "approve"]


def test_readers_see_the_later_one(case: Steps) -> None:
    assert (case.readable.number, case.readable.state) == (2, State.PUBLISHED)


def test_no_action_brings_it_back(case: Steps) -> None:
    case.act(Action.ARCHIVE, EDITOR, "Out of date.")
    case.act(Action.RESTORE, EDITOR, "Asked for by a mission.")
    assert case.states == [State.SUPERSEDED, State.PUBLISHED]


def test_withdrawing_the_case_leaves_it_out_of_sight(case: Steps) -> None:
    case.act(Action.WITHDRAW, WRITER)
    assert case.states == [State.SUPERSEDED, State.WITHDRAWN]
    assert case.look().readable is None


def test_its_reviews_cannot_be_changed(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.review("reviewer.chn", recommendation="decline")
    assert case.states == [State.SUPERSEDED, State.PUBLISHED]


def test_no_case_is_at_a_superseded_revision(library: World) -> None:
    with library.platform.work.reading() as session:
        at_one = select(func.count()).where(Revision.state == State.SUPERSEDED, Revision.is_current)
        assert session.scalar(at_one) == 0
