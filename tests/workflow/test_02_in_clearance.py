"""The situation: the author has asked for clearance. The text is with Ghana's own clearance officer, and is frozen."""

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Delegation, Notification
from case_studies.operations.accounts.accounts import add_account, set_roles
from case_studies.vocabulary import Action, NotificationEvent, Role, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.IN_CLEARANCE)


def test_the_officer_can_clear_it(case: Steps) -> None:
    case.act(Action.CLEAR, OFFICER)
    revision = case.look().current
    assert revision.state == State.SUBMITTED
    assert revision.cleared_by_id == case.actor(OFFICER).account_id
    assert revision.cleared_at == revision.submitted_at
    assert not revision.self_cleared


def test_the_officer_can_send_it_back_with_a_reason(case: Steps) -> None:
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.SEND_BACK, OFFICER)
    assert list(refusal.value.fields) == ["note"]
    assert case.state == State.IN_CLEARANCE
    case.act(Action.SEND_BACK, OFFICER, "Name no routes.")
    assert case.state == State.DRAFT
    case.edit(title="Searching roads")


def test_its_author_can_neither_change_nor_clear_it(case: Steps) -> None:
    with pytest.raises(WrongState):
        case.edit(title="Another title")
    with pytest.raises(NotAllowed):
        case.act(Action.CLEAR, WRITER)
    assert case.state == State.IN_CLEARANCE


def test_an_officer_who_wrote_it_cannot_clear_it(bare: World) -> None:
    with bare.platform.work.writing() as session:
        set_roles(session, f"{WRITER}@demo.example", [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER])
    case = case_in(bare, State.IN_CLEARANCE)
    with pytest.raises(NotAllowed):
        case.act(Action.CLEAR, WRITER)
    assert case.state == State.IN_CLEARANCE


def test_an_officer_who_wrote_one_word_of_it_cannot_clear_it(bare: World) -> None:
    with bare.platform.work.writing() as session:
        set_roles(session, f"{OFFICER}@demo.example", [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER])
        add_account(session, "second.officer@demo.example", "GHA", [Role.CLEARANCE_OFFICER], office="Second officer")
    case = case_in(bare, State.DRAFT)
    case.edit(OFFICER, title="Searching each road")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    with pytest.raises(NotAllowed):
        case.act(Action.CLEAR, OFFICER)
    case.act(Action.SEND_BACK, OFFICER, "Somebody else has to clear it.")
    assert case.state == State.DRAFT


def test_a_delegation_of_one_person_can_be_set_to_clear_its_own_cases(bare: World) -> None:
    with bare.platform.work.writing() as session:
        set_roles(session, f"{WRITER}@demo.example", [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER])
        session.get_one(Delegation, "GHA").clears_itself = True
    case = case_in(bare, State.IN_CLEARANCE)
    case.act(Action.CLEAR, WRITER)
    assert case.state == State.SUBMITTED
    assert case.look().current.self_cleared


def test_its_author_can_take_it_back_while_the_officer_has_not_decided(case: Steps) -> None:
    case.act(Action.TAKE_BACK, WRITER)
    assert case.state == State.DRAFT
    case.edit(title="Searching roads")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    with pytest.raises(WrongState):
        case.act(Action.TAKE_BACK, WRITER)
    assert case.state == State.SUBMITTED


def test_an_answer_to_a_round_that_is_taken_back_answers_the_round_again(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.TAKE_BACK, WRITER)
    assert (case.state, case.look().current.round_open) == (State.REVISION_REQUESTED, True)


def test_the_officer_is_notified_that_it_is_taken_back_and_has_nothing_to_decide(case: Steps) -> None:
    case.act(Action.TAKE_BACK, WRITER)
    with case.world.platform.work.reading() as session:
        officer = case.actor(OFFICER).account
        query = select(Notification).where(Notification.account_id == officer).order_by(Notification.id)
        requested, taken_back = session.scalars(query)
    assert (requested.event, requested.read_at is not None) == (NotificationEvent.CLEARANCE_REQUESTED, True)
    assert (taken_back.event, taken_back.read_at) == (NotificationEvent.TAKEN_BACK, None)
    page = case.world.browser(OFFICER).get("/desk").get_data(as_text=True)
    assert "Read and decide" not in page


@pytest.mark.parametrize("office", [EDITOR, "admin", "clearance.deu", "practitioner", None])
def test_nobody_else_can_reach_it(case: Steps, office: str | None) -> None:
    with pytest.raises(NotVisible):
        case.act(Action.CLEAR, office)
    assert case.state == State.IN_CLEARANCE


def test_the_answer_to_a_round_goes_back_to_the_round_and_to_the_same_reviewers(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.SEND_BACK, OFFICER, "The figure is wrong.")
    assert case.state == State.REVISION_REQUESTED
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    revision = case.look().current
    assert (revision.number, revision.state) == (2, State.IN_REVIEW)
    asked = {assignment.reviewer.email: assignment.state for assignment in revision.assignments}
    assert asked == {f"{reviewer}@demo.example": "invited" for reviewer in REVIEWERS}
