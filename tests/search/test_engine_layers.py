"""The contract on layers: a delegation gets the answers of an index of its own, and everybody else learns nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from case_studies.search.contract import (
    LAYERS,
    READERS,
    Query,
    QueryDocument,
    SearchDocument,
    Sort,
    index_of_delegation,
)
from case_studies.search.engine import SearchEngine
from tests.support.field_words import WORDS

RELEASED, OWN = LAYERS
SENTINEL = "sentinelword"
KENYA, GHANA, NEPAL = (index_of_delegation("members", code) for code in ("KEN", "GHA", "NPL"))
Make = Callable[..., SearchDocument]
QUERIES = [
    "", "mine", SENTINEL, f"mine {SENTINEL}", f'"{SENTINEL} mine"', f"{SENTINEL[:6]}*", f"-{SENTINEL}", "-dog",
    f"dog OR {SENTINEL}", "host:lebanon", "-host:mali", "liban", "sentinelwrod", "mine sentinelwrod", "dog mine clinic",
    "theme:EXP year:2001", "CS-2026-0001",
]  # fmt: skip


def _for(document: SearchDocument, *delegations: str) -> SearchDocument:
    return replace(document, facets={**document.facets, READERS: delegations})


@pytest.fixture
def documents(make_document: Make) -> list[SearchDocument]:
    texts = ["A mine.", "A dog.", "A mine and a dog.", "A clinic.", "A dog in a clinic."]
    return [make_document(n, texts[n % 5], facets={"theme": ("EXP",), "host_state": ("MLI",)}) for n in range(1, 11)]


@pytest.fixture
def fuller(make_document: Make) -> SearchDocument:
    """The first case with more words and another place."""
    own = {"theme": ("CMP",), "host_state": ("LBN",)}
    return make_document(1, f"A {SENTINEL} mine.", title=SENTINEL, facets=own, years=(2001, 2001))


@pytest.fixture
def whole(make_document: Make) -> SearchDocument:
    """The first case with everything."""
    return make_document(1, f"Everything about the {SENTINEL} dog.", facets={"theme": ("CMP",), "host_state": ("LBN",)})


def _build(
    engine: SearchEngine, documents: list[SearchDocument], fuller: SearchDocument, whole: SearchDocument
) -> None:
    engine.rebuild("members", documents)
    engine.rebuild(RELEASED, [_for(fuller, "KEN", "SEN")])
    engine.rebuild(OWN, [_for(whole, "GHA")])


@pytest.mark.slow
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", QUERIES)
def test_a_delegation_gets_the_answers_of_an_index_of_its_own(
    engine: SearchEngine, documents: list[SearchDocument], fuller: SearchDocument, whole: SearchDocument,
    text: str, sort: Sort,
) -> None:  # fmt: skip
    query = Query(text, sort=sort, thesaurus=WORDS)
    _build(engine, documents, fuller, whole)
    kenya, ghana, others, members = (engine.search(name, query) for name in (KENYA, GHANA, NEPAL, "members"))
    engine.rebuild("public", [fuller, *documents[1:]])
    assert kenya == engine.search("public", query)
    engine.rebuild("public", [whole, *documents[1:]])
    assert ghana == engine.search("public", query)
    engine.rebuild("public", documents)
    assert others == members == engine.search("public", query)


def test_related_cases_suggestions_and_similar_texts_are_its_own_too(
    engine: SearchEngine, documents: list[SearchDocument], fuller: SearchDocument, whole: SearchDocument
) -> None:
    _build(engine, documents, fuller, whole)
    text = QueryDocument("CS-2026-0999", "en", SENTINEL, {"actions": f"A {SENTINEL} mine."}, {"theme": ("CMP",)})

    def ask(name: str) -> object:
        related = [engine.similar(name, document.reference, 5) for document in documents]
        return related, engine.suggest(name, SENTINEL[:5], 5), engine.similar_to(name, text, 5)

    kenya, others, members = ask(KENYA), ask(NEPAL), ask("members")
    assert kenya != members
    engine.rebuild("public", [fuller, *documents[1:]])
    assert kenya == ask("public")
    assert others == members


def test_hidden_references_are_hidden_in_the_layers(
    engine: SearchEngine, documents: list[SearchDocument], fuller: SearchDocument, whole: SearchDocument
) -> None:
    _build(engine, documents, fuller, whole)
    results = engine.search(KENYA, Query(SENTINEL, without=frozenset({fuller.reference})))
    assert not results.hits
    assert results.library.total == 9
    assert "_readers" not in engine.search(KENYA, Query()).facets


def test_a_change_of_a_layer_is_seen_at_once(
    engine: SearchEngine, documents: list[SearchDocument], fuller: SearchDocument, whole: SearchDocument
) -> None:
    _build(engine, documents, fuller, whole)
    assert engine.search(KENYA, Query(SENTINEL)).total == 1
    with engine.writing(RELEASED) as writer:
        writer.replace(_for(fuller, "SEN"))
    assert engine.search(KENYA, Query(f'"{SENTINEL}"')).total == 0
    assert engine.search(index_of_delegation("members", "SEN"), Query(SENTINEL)).total == 1
    with engine.writing(RELEASED) as writer:
        writer.remove(fuller.reference)
    assert engine.search(index_of_delegation("members", "SEN"), Query(f'"{SENTINEL}"')).total == 0
