"""The situation: the case is out of date. It keeps its page for the record, and is out of search."""

import pytest

from case_studies.errors import Incomplete, NotAllowed, WrongState
from case_studies.operations.cases.queries import get_case_view
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.ARCHIVED)


def test_it_has_a_page_and_is_not_found(case: Steps) -> None:
    with case.world.platform.work.reading() as session:
        _, seen = get_case_view(session, case.actor(None), case.reference)
    assert (seen.state, seen.stored.number, seen.inside) == (State.ARCHIVED, 1, False)
    assert not case.found("public")
    assert not case.found("members")


def test_an_editor_can_restore_it_with_a_reason(case: Steps) -> None:
    with pytest.raises(Incomplete):
        case.act(Action.RESTORE, EDITOR)
    assert case.state == State.ARCHIVED
    before = case.look().current.published_at
    case.act(Action.RESTORE, EDITOR, "Asked for by a mission.")
    assert case.state == State.PUBLISHED
    assert case.look().current.published_at == before
    assert case.found()


def test_the_delegation_can_withdraw_it_but_neither_restore_nor_revise(case: Steps) -> None:
    with pytest.raises(NotAllowed):
        case.act(Action.RESTORE, WRITER, "A reason.")
    with pytest.raises(WrongState):
        case.act(Action.REVISE, WRITER)
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    assert case.state == State.ARCHIVED
    case.act(Action.WITHDRAW, OFFICER)
    assert case.state == State.WITHDRAWN
