"""The chair passes on when editors of two co-chairs agree, on its day."""

from datetime import date, timedelta

import pytest

from case_studies.errors import Incomplete, NotAllowed
from case_studies.models import Delegation
from case_studies.operations.delegations.chair import confirm_handover, hand_over_due_chairs, propose_handover
from case_studies.vocabulary import Role, Standing
from tests.support.offices import REAL_PASSWORD, actor_of, open_office
from tests.support.page_reader import open_page
from tests.support.world import START, World

FIRST, SECOND, THIRD = "editors@rwa.example", "editors@bra.example", "editors@idn.example"
TODAY = START.date()


@pytest.fixture
def world(bare: World) -> World:
    open_office(bare, FIRST, "RWA", Role.EDITOR)
    open_office(bare, SECOND, "BRA", Role.EDITOR, Role.REVIEWER)
    return bare


def standing_of(world: World, code: str) -> tuple[str, date | None]:
    with world.platform.work.reading() as session:
        row = session.get_one(Delegation, code)
        return row.standing, row.chair_since


def propose(world: World, by: str, outgoing: str, incoming: str, on_day: date) -> int:
    with world.platform.work.writing() as session:
        return propose_handover(session, actor_of(world, by), outgoing, incoming, on_day=on_day).id


def may_confirm_on_page(world: World, office: str) -> bool:
    page = open_page(world.browser(office, REAL_PASSWORD), "/delegations/chair")
    return "Confirm" in [button.name for button in page.all("button")]


def confirm(world: World, by: str, number: int) -> None:
    with world.platform.work.writing() as session:
        confirm_handover(session, actor_of(world, by), number)


def test_two_co_chairs_agree_and_the_old_editors_edit_no_longer(world: World) -> None:
    number = propose(world, FIRST, "BRA", "ITA", TODAY)
    with pytest.raises(NotAllowed):
        confirm(world, FIRST, number)
    assert standing_of(world, "ITA")[0] == Standing.MEMBER
    confirm(world, SECOND, number)
    assert standing_of(world, "ITA") == (Standing.CO_CHAIR, TODAY)
    assert standing_of(world, "BRA")[0] == Standing.MEMBER
    assert actor_of(world, SECOND).roles == {Role.REVIEWER}
    assert actor_of(world, FIRST).roles == {Role.EDITOR}
    with pytest.raises(NotAllowed):
        propose(world, SECOND, "RWA", "FRA", TODAY)


def test_two_co_chairs_do_not_take_the_chair_of_a_third(world: World) -> None:
    open_office(world, THIRD, "IDN", Role.EDITOR)
    number = propose(world, FIRST, "BRA", "ITA", TODAY)
    assert not may_confirm_on_page(world, THIRD)
    with pytest.raises(NotAllowed):
        confirm(world, THIRD, number)
    assert standing_of(world, "BRA")[0] == Standing.CO_CHAIR
    assert may_confirm_on_page(world, SECOND)
    confirm(world, SECOND, number)
    assert standing_of(world, "ITA")[0] == Standing.CO_CHAIR


def test_a_later_day_comes_by_the_worker_once(world: World) -> None:
    confirm(world, SECOND, propose(world, FIRST, "RWA", "ITA", TODAY + timedelta(days=3)))
    work = world.platform.work
    assert hand_over_due_chairs(work) == 0
    assert standing_of(world, "ITA")[0] == Standing.MEMBER
    world.clock.moment += timedelta(days=3)
    assert [hand_over_due_chairs(work), hand_over_due_chairs(work)] == [1, 0]
    assert standing_of(world, "ITA") == (Standing.CO_CHAIR, TODAY + timedelta(days=3))


def test_only_from_a_co_chair_to_a_member_and_not_in_the_past(world: World) -> None:
    for outgoing, incoming, on_day in (("ITA", "FRA", TODAY), ("RWA", "GHA", TODAY), ("RWA", "ITA", date(2020, 1, 1))):
        with pytest.raises(Incomplete):
            propose(world, FIRST, outgoing, incoming, on_day)
