"""What reviewers keep of themselves: refused by field, and days that have passed are never rewritten."""

from datetime import timedelta
from typing import Any

import pytest

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.operations.reviewers.profiles import Profile, add_absence, end_absence, profile_of, save_profile
from case_studies.vocabulary import Role
from tests.support.workflow_cases import EDITOR, WRITER
from tests.support.world import START, World

JAPAN, KENYA = "reviewer.jpn", "reviewer.ken"
TODAY = START.date()
FINE: dict[str, Any] = {"themes": ["MED", "EXP-SEARCH"], "languages": ["fr", "en"], "largest_load": 2}


def day(number: int) -> Any:
    return TODAY + timedelta(days=number)


def look(world: World, office: str = JAPAN) -> Profile:
    with world.platform.work.reading() as session:
        return profile_of(session, world.actor(office))


def keep(world: World, office: str = JAPAN, **changes: Any) -> None:
    with world.platform.work.writing() as session:
        save_profile(session, world.actor(office), **{**FINE, **changes})


def go_away(world: World, first: int, last: int, office: str = JAPAN) -> int:
    with world.platform.work.writing() as session:
        return add_absence(session, world.actor(office), day(first), day(last)).id


def come_back(world: World, absence: int, office: str = JAPAN) -> None:
    with world.platform.work.writing() as session:
        end_absence(session, world.actor(office), absence)


def days(world: World) -> list[tuple[int, int]]:
    return [((a.first_day - TODAY).days, (a.last_day - TODAY).days) for a in look(world).absences]


def test_what_is_kept_comes_back_once_each_and_in_order(bare: World) -> None:
    keep(bare, themes=["MED", "EXP-SEARCH", "MED"], languages=["fr", "en", "fr"])
    kept = look(bare)
    assert (kept.themes, kept.languages, kept.largest_load) == (["MED", "EXP-SEARCH"], ["en", "fr"], 2)
    assert look(bare, KENYA).largest_load == 2
    keep(bare, themes=[], languages=[], largest_load=20)
    assert (look(bare).themes, look(bare).languages, look(bare).largest_load) == ([], [], 20)


def test_who_has_said_nothing_is_taken_for_somebody_with_a_usual_load(bare: World) -> None:
    from case_studies.operations.accounts.accounts import add_account

    with bare.platform.work.writing() as session:
        add_account(session, "new@demo.example", "KEN", [Role.REVIEWER], office="Reviewer", password_hash="x")
    kept = look(bare, "new")
    assert (list(kept.themes), list(kept.languages), kept.largest_load, kept.absences) == ([], [], 3, [])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"themes": ["MED", "NO-SUCH"]}, "themes"),
        ({"languages": ["en", "de"]}, "languages"),
        ({"largest_load": 0}, "largest_load"),
        ({"largest_load": 21}, "largest_load"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(bare: World, wrong: dict[str, Any], field: str) -> None:
    before = look(bare)
    with pytest.raises(Incomplete) as refusal:
        keep(bare, **wrong)
    assert list(refusal.value.fields) == [field]
    assert look(bare) == before


@pytest.mark.parametrize("office", [WRITER, EDITOR, "practitioner", "admin"])
def test_only_reviewers_keep_a_profile(bare: World, office: str) -> None:
    for attempt in (lambda: look(bare, office), lambda: keep(bare, office), lambda: go_away(bare, 1, 2, office)):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-1, 3, "first_day"), (5, 4, "last_day"), (0, 800, "last_day"), (10, 12, "first_day"), (8, 30, "first_day")],
)
def test_days_that_cannot_be_are_refused_by_field(bare: World, first: int, last: int, field: str) -> None:
    go_away(bare, 10, 14)
    with pytest.raises(Incomplete) as refusal:
        go_away(bare, first, last)
    assert list(refusal.value.fields) == [field]
    assert days(bare) == [(10, 14)]


def test_days_beside_each_other_and_of_somebody_else_do_not_collide(bare: World) -> None:
    go_away(bare, 10, 14)
    go_away(bare, 15, 15)
    go_away(bare, 0, 9)
    go_away(bare, 10, 14, KENYA)
    assert days(bare) == [(0, 9), (10, 14), (15, 15)]


def test_an_absence_to_come_is_removed_and_one_that_has_begun_ends_yesterday(bare: World) -> None:
    begun, to_come, over = go_away(bare, 1, 20), go_away(bare, 30, 40), go_away(bare, 0, 0)
    bare.clock.moment += timedelta(days=5)
    come_back(bare, to_come)
    assert days(bare) == [(1, 20)]
    come_back(bare, begun)
    assert days(bare) == []
    for absence in (begun, over):
        with pytest.raises(WrongState):
            come_back(bare, absence)
    with bare.platform.work.reading() as session:
        from case_studies.models import Absence

        assert session.get_one(Absence, begun).last_day == day(4)
        assert session.get_one(Absence, over).last_day == day(0)


def test_an_absence_that_begins_today_can_be_taken_back_whole(bare: World) -> None:
    come_back(bare, go_away(bare, 0, 4))
    go_away(bare, 0, 1)
    assert days(bare) == [(0, 1)]


def test_nobody_ends_the_absence_of_another(bare: World) -> None:
    absence = go_away(bare, 3, 4)
    for number in (absence, 999):
        with pytest.raises(NotVisible):
            come_back(bare, number, KENYA)
    assert days(bare) == [(3, 4)]


def test_the_demonstration_adds_a_missing_profile_and_changes_none(bare: World) -> None:
    from case_studies.demo.offices import PROFILES, open_offices
    from case_studies.models import ReviewerProfile

    keep(bare, themes=["COM"])
    with bare.platform.work.writing() as session:
        session.delete(session.get_one(ReviewerProfile, bare.actor(KENYA).account))
    for _ in range(2):
        with bare.platform.work.writing() as session:
            open_offices(session, [], "another password")
    assert look(bare).themes == ["COM"]
    assert look(bare, KENYA).themes == list(PROFILES["KEN"][0])
    assert look(bare, KENYA).largest_load == PROFILES["KEN"][2]
