"""The situation: a focal point of Ghana has started a case. It is on the author's desk only."""

import pytest

from case_studies.errors import Incomplete, NotAllowed, NotVisible, StaleVersion, WrongState
from case_studies.models import Delegation
from case_studies.operations.accounts.accounts import set_active, set_roles
from case_studies.vocabulary import Action, Role, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.DRAFT)


def test_its_author_can_write_and_ask_for_clearance(case: Steps) -> None:
    case.edit(title="Searching the road")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE
    assert case.look().current.title == "Searching the road"


def test_it_starts_with_an_entry_in_its_history_and_in_no_index(case: Steps) -> None:
    assert case.version >= 1
    assert not case.found("public")
    assert not case.found("members")


def test_empty_fields_are_named_before_clearance(case: Steps) -> None:
    case.edit(title="", sections={"lessons": "", "results": ""}, themes=[], contact="")
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert list(refusal.value.fields) == ["title", "results", "lessons", "themes", "contact"]
    assert case.state == State.DRAFT


def test_an_end_is_needed_only_of_what_has_ended(case: Steps) -> None:
    case.edit(ended=None)
    with pytest.raises(Incomplete) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert list(refusal.value.fields) == ["ended"]
    case.edit(stage="under_way")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE


def test_asking_is_refused_where_nobody_can_clear_and_says_whom_to_ask(case: Steps) -> None:
    with case.world.platform.work.writing() as session:
        set_active(session, f"{OFFICER}@demo.example", is_open=False)
    with pytest.raises(WrongState) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert "no account with the role clearance officer" in str(refusal.value)
    assert "admin@demo.example" in str(refusal.value)
    browser = case.world.browser(WRITER)
    for page in ("/edit", "/work", "/act/request_clearance"):
        assert "no account with the role clearance officer" in browser.get(f"/cases/{case.reference}{page}").get_data(
            as_text=True
        )
    with case.world.platform.work.writing() as session:
        set_active(session, f"{OFFICER}@demo.example", is_open=True)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE


def test_an_officer_who_wrote_part_of_it_is_nobody_who_can_clear_it(case: Steps) -> None:
    with case.world.platform.work.writing() as session:
        set_roles(session, f"{OFFICER}@demo.example", [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER])
    case.edit(OFFICER, title="Searching each road")
    with pytest.raises(WrongState, match="every clearance officer wrote part of it"):
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    with case.world.platform.work.writing() as session:
        session.get_one(Delegation, "GHA").clears_itself = True
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert case.state == State.IN_CLEARANCE


def test_the_clearance_officer_can_neither_write_nor_clear_yet(case: Steps) -> None:
    with pytest.raises(NotAllowed):
        case.edit(OFFICER, title="Another title")
    with pytest.raises(WrongState):
        case.act(Action.CLEAR, OFFICER)
    assert case.state == State.DRAFT


@pytest.mark.parametrize("office", [EDITOR, "editor.bra", "admin", "reviewer.chn", "focal-point.deu", None])
def test_nobody_else_can_reach_it(case: Steps, office: str | None) -> None:
    with pytest.raises(NotVisible):
        case.act(Action.WITHDRAW, office)
    with pytest.raises(NotVisible):
        case.assign("reviewer.chn", editor=EDITOR)
    assert case.state == State.DRAFT


def test_a_stale_page_can_neither_save_nor_send(case: Steps) -> None:
    stale = case.version
    case.edit(title="What a colleague wrote")
    with pytest.raises(StaleVersion):
        case.edit(title="What I wrote", version=stale)
    with pytest.raises(StaleVersion):
        case.act(Action.REQUEST_CLEARANCE, WRITER, version=stale)
    assert case.look().current.title == "What a colleague wrote"
    assert case.state == State.DRAFT


def test_the_delegation_can_withdraw_it_without_a_reason(case: Steps) -> None:
    case.act(Action.WITHDRAW, OFFICER)
    assert case.state == State.WITHDRAWN
