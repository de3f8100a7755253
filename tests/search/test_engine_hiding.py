"""The contract on `without`: nothing reveals cases that a reader may not see any more, though the index has them."""

from collections.abc import Callable

import pytest

from case_studies.search.contract import Query, SearchDocument, Sort
from case_studies.search.engine import SearchEngine
from tests.support.field_words import WORDS

HIDDEN = "CS-2026-0001"
SENTINEL = "sentinelword"
Make = Callable[..., SearchDocument]
QUERIES = [
    "", "mine", SENTINEL, f"mine {SENTINEL}", f'"{SENTINEL} mine"', f"{SENTINEL[:6]}*", f"-{SENTINEL}", "-dog",
    f"dog OR {SENTINEL}", f"({SENTINEL} mine) OR dog", "host:lebanon", "-host:mali", "liban", f"mine -{SENTINEL}",
    "sentinelwrod", "mine sentinelwrod", "theme:EXP year:2001", "dog mine clinic", HIDDEN, f"theme:{SENTINEL}",
]  # fmt: skip


@pytest.fixture
def library(make_document: Make) -> list[SearchDocument]:
    """Ten cases; only the first has a certain word, theme, host State and years."""
    own = {"theme": ("CMP",), "host_state": ("LBN",)}
    hidden = make_document(1, f"A {SENTINEL} mine.", title=SENTINEL, labels=(HIDDEN,), facets=own, years=(2001, 2001))
    texts = ["A mine.", "A dog.", "A mine and a dog.", "A clinic.", "A dog in a clinic."]
    others = [make_document(n, texts[n % 5], facets={"theme": ("EXP",), "host_state": ("MLI",)}) for n in range(2, 11)]
    return [hidden, *others]


@pytest.mark.slow
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", QUERIES)
def test_an_answer_without_a_case_is_the_same_as_if_it_did_not_exist(
    engine: SearchEngine, library: list[SearchDocument], text: str, sort: Sort
) -> None:
    query = Query(text, sort=sort, without=frozenset({HIDDEN}), thesaurus=WORDS)
    engine.rebuild("public", library)
    hiding = engine.search("public", query)
    engine.rebuild("public", library[1:])
    assert hiding == engine.search("public", query)


@pytest.mark.parametrize("filters", [{"theme": ("CMP",)}, {"theme": ("CMP", "EXP")}, {"host_state": ("LBN",)}])
def test_filters_do_not_find_it(
    engine: SearchEngine, library: list[SearchDocument], filters: dict[str, tuple[str, ...]]
) -> None:
    engine.rebuild("public", library)
    results = engine.search("public", Query(filters=filters, without=frozenset({HIDDEN})))
    assert HIDDEN not in [hit.reference for hit in results.hits]
    assert all("CMP" not in counts and "LBN" not in counts for counts in results.facets.values())


def test_pages_are_made_without_it(engine: SearchEngine, library: list[SearchDocument]) -> None:
    engine.rebuild("public", library)
    pages = [engine.search("public", Query(page=n, per_page=3, without=frozenset({HIDDEN}))) for n in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [3, 3, 3, 0]
    assert {page.total for page in pages} == {9}


def test_all_cases_can_be_hidden_and_unknown_references_have_no_effect(
    engine: SearchEngine, library: list[SearchDocument]
) -> None:
    engine.rebuild("public", library)
    everything = frozenset(document.reference for document in library)
    results = engine.search("public", Query("mine", without=everything))
    assert (results.hits, results.total, results.hints) == ((), 0, ())
    assert not any(results.facets.values())
    strangers = frozenset({"CS-1999-0001", "", "\ud800", "x" * 10_000})
    assert engine.search("public", Query("mine", without=strangers)) == engine.search("public", Query("mine"))


def test_hiding_changes_nothing_for_the_next_reader(engine: SearchEngine, library: list[SearchDocument]) -> None:
    engine.rebuild("public", library)
    before = engine.search("public", Query(SENTINEL))
    engine.search("public", Query(SENTINEL, without=frozenset({HIDDEN})))
    assert engine.search("public", Query(SENTINEL)) == before
    assert before.total == 1
