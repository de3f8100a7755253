"""Saved searches: one row for each search, within limits, private to a person; and the times of alerts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_studies.errors import Incomplete, NotSignedIn, NotVisible, WrongState
from case_studies.models import SavedSearch
from case_studies.operations.search.alerts import last_alert_time
from case_studies.operations.search.saved_searches import (
    LONGEST_NAME,
    MOST,
    change_saved_search,
    find_by_query,
    forget_saved_search,
    save_search,
    saved_searches,
)
from case_studies.policy.actor import NOBODY
from case_studies.search.contract import Query, Sort
from case_studies.search.query.query_string import parse_query_string, query_string
from case_studies.vocabulary import AlertFrequency
from tests.support.world import World

CONVOYS = Query("convoy", {"theme": ("EXP", "MOV"), "host_state": ("MLI",)}, year_from=2015)
READER, OTHER = "practitioner", "focal-point.gha"


def keep(world: World, query: Query = CONVOYS, name: str = "Convoys", office: str = READER) -> tuple[SavedSearch, bool]:
    with world.platform.work.writing() as session:
        return save_search(session, world.actor(office), query, name=name, rhythm=AlertFrequency.DAILY)


def kept(world: World, office: str = READER) -> list[str]:
    with world.platform.work.reading() as session:
        return [saved.name for saved in saved_searches(session, world.actor(office))]


def test_one_search_has_one_address_however_it_was_put_together() -> None:
    other = Query(
        "  convoy ", {"host_state": ("MLI",), "theme": ("MOV", "EXP", "EXP")}, 2015, sort=Sort.TITLE, page=3, per_page=5
    )
    assert query_string(other) == query_string(CONVOYS) == "q=convoy&host_state=MLI&theme=EXP&theme=MOV&year_from=2015"
    assert parse_query_string(query_string(CONVOYS)) == CONVOYS
    assert parse_query_string(query_string(Query())) == Query()


TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.slow
@given(text=TYPED, values=st.lists(TYPED.filter(bool), max_size=3), years=st.none() | st.integers(1, 9999))
def test_an_address_gives_its_search_back(text: str, values: list[str], years: int | None) -> None:
    query = Query(text, {"theme": tuple(values)} if values else {}, years, years)
    back = parse_query_string(query_string(query))
    assert query_string(back) == query_string(query)
    assert back.text == " ".join(text.split())
    assert set(back.filters.get("theme", ())) == set(values)
    assert (back.year_from, back.year_to) == (years, years)


def test_what_no_address_can_hold_is_no_error() -> None:
    assert parse_query_string(query_string(Query("\ud800 convoy\x00"))).text == "? convoy\x00"


def test_saving_again_changes_nothing(bare: World) -> None:
    first, fresh = keep(bare)
    again, afresh = keep(bare, Query(" convoy", dict(reversed(CONVOYS.filters.items())), 2015, page=2), "Another name")
    assert (fresh, afresh) == (True, False)
    assert first.id == again.id
    assert kept(bare) == ["Convoys"]
    assert keep(bare, office=OTHER)[1], "another person's own"


def test_the_newest_is_first(bare: World) -> None:
    for word in ("one", "two", "three"):
        keep(bare, Query(word), word)
    assert kept(bare) == ["three", "two", "one"]


def test_a_person_has_so_many_and_then_deletes_one(bare: World) -> None:
    saved = [keep(bare, Query(f"word{number}"), "Some")[0] for number in range(MOST)]
    with pytest.raises(WrongState, match="50 saved searches"):
        keep(bare, Query("one more"))
    assert not keep(bare, Query("word1"))[1], "what is saved already is no refusal"
    with bare.platform.work.writing() as session:
        forget_saved_search(session, bare.actor(READER), saved[0].id)
    assert keep(bare, Query("one more"))[1]


@pytest.mark.parametrize(("name", "message"), [("", "Give it a name"), (" \n ", "Give it a name"), ("x" * 121, "120")])
def test_a_name_has_limits(bare: World, name: str, message: str) -> None:
    saved, _ = keep(bare)
    with pytest.raises(Incomplete) as refusal:
        keep(bare, Query("other"), name)
    assert message in refusal.value.fields["name"][0]
    with pytest.raises(Incomplete), bare.platform.work.writing() as session:
        change_saved_search(session, bare.actor(READER), saved.id, name=name)
    assert kept(bare) == ["Convoys"]
    keep(bare, Query("other"), "x" * LONGEST_NAME)


def test_a_search_that_is_too_long_is_refused(bare: World) -> None:
    with pytest.raises(Incomplete) as refusal:
        keep(bare, Query("врач " * 100))
    assert set(refusal.value.fields) == {"q"}


def test_name_and_rhythm_change_by_themselves(bare: World) -> None:
    saved, _ = keep(bare)
    for changes in ({"name": "  Road\nmoves "}, {"rhythm": AlertFrequency.WEEKLY}):
        with bare.platform.work.writing() as session:
            change_saved_search(session, bare.actor(READER), saved.id, **changes)  # type: ignore[arg-type]
    with bare.platform.work.reading() as session:
        found = find_by_query(session, bare.actor(READER), CONVOYS)
    assert found is not None
    assert (found.name, found.rhythm, found.alerted_until) == ("Road moves", AlertFrequency.WEEKLY, saved.alerted_until)


def test_others_searches_do_not_exist(bare: World) -> None:
    saved, _ = keep(bare)
    for search_id in (saved.id, saved.id + 1, 2**70):
        for act in (change_saved_search, forget_saved_search):
            with pytest.raises(NotVisible), bare.platform.work.writing() as session:
                act(session, bare.actor(OTHER), search_id)
    assert kept(bare, OTHER) == []
    with bare.platform.work.reading() as session, pytest.raises(NotSignedIn):
        saved_searches(session, NOBODY)


MONDAY = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        (MONDAY, MONDAY, MONDAY),
        (MONDAY.replace(hour=5, minute=59), MONDAY.replace(day=1), MONDAY.replace(month=10, day=26)),
        (MONDAY.replace(day=3, hour=23), MONDAY.replace(day=3), MONDAY),
        (MONDAY.replace(day=8, hour=12), MONDAY.replace(day=8), MONDAY),
        (MONDAY.replace(day=9, hour=6, second=1), MONDAY.replace(day=9), MONDAY.replace(day=9)),
    ],
)
def test_a_frequency_reports_cases_until_a_fixed_hour(moment: datetime, daily: datetime, weekly: datetime) -> None:
    assert last_alert_time(AlertFrequency.AT_ONCE, moment) == moment
    assert last_alert_time(AlertFrequency.DAILY, moment) == daily
    assert last_alert_time(AlertFrequency.WEEKLY, moment) == weekly
