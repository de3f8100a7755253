"""The situation: the submitting delegation has withdrawn the case, at once and without a reason, for good."""

from collections.abc import Callable

import pytest

from case_studies.errors import NotVisible, WrongState
from case_studies.operations.cases.queries import newest_cases
from case_studies.operations.topics.figures import library_overview
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    """A case that was published."""
    case = case_in(bare, State.PUBLISHED)
    case.act(Action.WITHDRAW, WRITER)
    return case


def test_it_is_gone_from_every_list_index_and_page(case: Steps) -> None:
    assert not case.found("public")
    assert not case.found("members")
    for office in (None, "practitioner", "admin", EDITOR, "reviewer.chn", "focal-point.deu"):
        with pytest.raises(NotVisible):
            case.act(Action.RESTORE, office, "A reason.")
        with case.world.platform.work.reading() as session:
            assert newest_cases(session, case.actor(office), 10) == []
            assert library_overview(session, case.actor(office)).total == 0


def test_its_own_delegation_still_reads_it_and_can_do_nothing_with_it(case: Steps) -> None:
    for office in (WRITER, OFFICER):
        assert case.open_to(office) == set()
        with pytest.raises(WrongState):
            case.act(Action.WITHDRAW, office)
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    assert case.state == State.WITHDRAWN


@pytest.mark.parametrize("make", [second_draft, second_round])
def test_with_a_next_revision_open_everything_is_taken_away(bare: World, make: Callable[[World], Steps]) -> None:
    case = make(bare)
    case.act(Action.WITHDRAW, OFFICER)
    assert case.states == [State.WITHDRAWN, State.WITHDRAWN]
    assert not case.found("public")
    assert not case.found("members")
    with pytest.raises(NotVisible):
        case.act(Action.PUBLISH, EDITOR)
    assert case.state == State.WITHDRAWN


def test_a_stale_page_can_still_withdraw(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.act(Action.WITHDRAW, WRITER, version=1)
    assert case.state == State.WITHDRAWN


def test_a_reviewer_who_was_at_work_can_write_no_more(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    case.act(Action.WITHDRAW, WRITER)
    with pytest.raises(NotVisible):
        case.review("reviewer.chn", recommendation="decline")
    assert case.state == State.WITHDRAWN
