"""Cases that were not confirmed for too long: ranked lower, counted as such, and never lost."""

from collections.abc import Callable
from datetime import date

import pytest

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.engine import SearchEngine

OLD, NEW, SINCE = date(2024, 5, 1), date(2026, 5, 1), date(2025, 5, 1)
FIRST, SECOND = "CS-2026-0001", "CS-2026-0002"
Make = Callable[..., SearchDocument]


def ask(engine: SearchEngine, text: str = "convoy", since: date | None = SINCE, **given: tuple[str, ...]) -> list[str]:
    query = Query(text, filters=given, confirmed_since=since)
    return [hit.reference for hit in engine.search("public", query).hits]


def test_of_two_equal_cases_the_confirmed_one_comes_first(engine: SearchEngine, make_document: Make) -> None:
    engine.rebuild("public", [make_document(n, "A convoy.", confirmed_on=day) for n, day in ((1, OLD), (2, NEW))])
    assert ask(engine, since=None) == [FIRST, SECOND]
    assert ask(engine) == [SECOND, FIRST]


def test_a_clearly_better_case_stays_first_although_nobody_confirmed_it(
    engine: SearchEngine, make_document: Make
) -> None:
    better = make_document(1, "Convoy.", title="Convoy", confirmed_on=OLD)
    engine.rebuild("public", [better, make_document(2, "A road, a bridge, a convoy, a town.", confirmed_on=NEW)])
    assert ask(engine) == [FIRST, SECOND]


def test_all_words_come_before_some_also_without_a_confirmation(engine: SearchEngine, make_document: Make) -> None:
    late = make_document(1, "A road, a bridge, a town, a convoy and a mine.", confirmed_on=OLD)
    some = make_document(2, "Mine.", title="Mine", confirmed_on=NEW)
    engine.rebuild("public", [late, some, *(make_document(n, "A dog.", confirmed_on=NEW) for n in range(4, 9))])
    assert ask(engine, "mine convoy")[0] == FIRST


@pytest.mark.parametrize("life", ["stopped", "harmful"])
def test_what_ended_is_neither_late_nor_ranked_lower(engine: SearchEngine, make_document: Make, life: str) -> None:
    ended = make_document(1, "A convoy.", confirmed_on=OLD, facets={"life": (life,)})
    engine.rebuild("public", [ended, make_document(2, "A convoy.", confirmed_on=NEW)])
    assert ask(engine) == [FIRST, SECOND]
    assert ask(engine, life=(life,)) == [FIRST]
    assert ask(engine, life=("not_confirmed",)) == []


def test_a_case_changes_its_value_with_the_day_and_without_a_write(engine: SearchEngine, make_document: Make) -> None:
    in_use = {"life": ("in_use",)}
    early, later = (make_document(n, "A convoy.", confirmed_on=day, facets=in_use) for n, day in ((1, OLD), (2, SINCE)))
    engine.rebuild("public", [early, later, make_document(3, "A convoy.", confirmed_on=NEW)])
    expected = {OLD: {"in_use": 2}, SINCE: {"in_use": 1, "not_confirmed": 1}, date(2026, 6, 1): {"not_confirmed": 3}}
    for day, counts in [*expected.items(), *expected.items()]:
        results = engine.search("public", Query(confirmed_since=day))
        assert results.facets["life"] == results.library.facets["life"] == counts, day
        assert results.total == 3
    assert ask(engine, "", SINCE, life=("in_use",)) == [SECOND]
    assert ask(engine, "convoy life:not_confirmed") == [FIRST]


def test_what_a_reader_may_not_see_is_counted_nowhere(engine: SearchEngine, make_document: Make) -> None:
    """The counts of a day are kept. Those of a reader who may see less are made from what is left."""
    documents = (make_document(number, "A convoy.", confirmed_on=OLD) for number in (1, 2, 3))
    engine.rebuild("public", documents)
    assert engine.search("public", Query(confirmed_since=SINCE)).library.facets["life"] == {"not_confirmed": 3}
    hidden = engine.search("public", Query("convoy", confirmed_since=SINCE, without=frozenset({FIRST})))
    assert hidden.library.facets["life"] == hidden.facets["life"] == {"not_confirmed": 2}


def test_a_confirmation_survives_the_merge_of_segments(engine: SearchEngine, make_document: Make) -> None:
    for number in range(1, 30):
        with engine.writing("public") as writer:
            writer.replace(make_document(number, "A convoy.", confirmed_on=OLD if number % 2 else NEW))
    assert engine.search("public", Query(confirmed_since=SINCE)).facets["life"] == {"not_confirmed": 15}
