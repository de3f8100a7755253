"""Facet counts, filters and years, compared with a model that looks at the cases one by one."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.search.contract import OPEN_END, Query, SearchDocument
from case_studies.search.engine import SearchEngine

VALUES = {"theme": ["EXP", "EXP-EOD", "MOV", "MED"], "host": ["MLI", "LBN", "CAF"], "stage": ["planned", "ended"]}
WORDS = ["mine", "convoy", "clinic"]
SIZE = 40
Open = Callable[..., SearchEngine]


def library(make_document: Callable[..., SearchDocument]) -> Iterator[SearchDocument]:
    """Yield cases of all kinds, the same in every run."""
    chance = Random(7)
    for number in range(1, SIZE + 1):
        first = chance.randint(2005, 2024)
        yield make_document(
            number,
            " ".join(chance.sample(WORDS, chance.randint(0, 3))),
            title="",
            facets={name: tuple(chance.sample(v, chance.randint(0, len(v) - 1))) for name, v in VALUES.items()},
            years=(first, chance.choice([first, first + 3, OPEN_END])),
        )


@pytest.fixture(scope="module")
def documents(make_document: Callable[..., SearchDocument]) -> list[SearchDocument]:
    return list(library(make_document))


@pytest.fixture(scope="module")
def engine(
    engine_class: Open, tmp_path_factory: pytest.TempPathFactory, documents: list[SearchDocument]
) -> SearchEngine:
    """The library in several segments, with some cases replaced."""
    engine = engine_class(tmp_path_factory.mktemp("index"))
    engine.rebuild("public", documents[:30])
    for batch in (documents[30:35], documents[35:], documents[3:9]):
        with engine.writing("public") as writer:
            for document in batch:
                writer.replace(document)
    return engine


def passes(document: SearchDocument, query: Query, *, but: str = "") -> bool:
    """Whether a case is found, without one of the filters."""
    chosen = {name: values for name, values in query.filters.items() if values and name != but}
    return (
        (not query.text or query.text in document.sections["summary"])
        and all(set(document.facets.get(name, ())) & set(values) for name, values in chosen.items())
        and (query.year_from is None or document.years[1] >= query.year_from)
        and (query.year_to is None or document.years[0] <= query.year_to)
    )


queries = st.builds(
    Query,
    text=st.sampled_from(["", *WORDS]),
    filters=st.fixed_dictionaries(
        {}, optional={name: st.lists(st.sampled_from(values), max_size=3).map(tuple) for name, values in VALUES.items()}
    ),
    year_from=st.none() | st.integers(2003, 2030),
    year_to=st.none() | st.integers(2003, 2030),
    per_page=st.just(100),
)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(query=queries)
def test_counts_and_hits_are_those_of_the_model(
    engine: SearchEngine, documents: list[SearchDocument], query: Query
) -> None:
    results = engine.search("public", query)
    assert {hit.reference for hit in results.hits} == {
        document.reference for document in documents if passes(document, query)
    }
    assert results.total == len(results.hits)
    for name in VALUES:
        counted = Counter(
            value for document in documents if passes(document, query, but=name) for value in document.facets[name]
        )
        assert results.facets.get(name, {}) == counted


def test_values_come_most_frequent_first(engine: SearchEngine) -> None:
    for counts in engine.search("public", Query()).facets.values():
        assert list(counts.items()) == sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def test_years_are_not_a_facet(engine: SearchEngine) -> None:
    assert set(engine.search("public", Query()).facets) == set(VALUES)


@pytest.mark.parametrize("filters", [{"theme": ("NONE",)}, {"nonsense": ("EXP",)}])
def test_unknown_filters_find_nothing(engine: SearchEngine, filters: dict[str, tuple[str, ...]]) -> None:
    assert engine.search("public", Query(filters=filters)).total == 0
