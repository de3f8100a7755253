"""The contract on writing: after any changes an index answers as a new one with the same documents."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.search.contract import Query, QueryDocument, SearchDocument, Sort
from case_studies.search.engine import SearchEngine
from tests.support.field_words import WORDS

Make = Callable[..., SearchDocument]
Open = Callable[..., SearchEngine]
Step = tuple[str, list[tuple[int, str]]]
"""Commit, rebuild or fail; and numbers of cases with their new texts, or "leaves" for those that are removed."""

TEXTS = ["A mine.", "A mine, a road mine; then a dog.", "Route clearance by helicopter.", "Clearance of a route.", ""]
QUERIES = [
    Query(), Query(sort=Sort.TITLE), Query("mine"), Query("mine dog road"), Query("dog mine -road"), Query("cle*"),
    Query('"route clearance"'), Query("ied", thesaurus=WORDS), Query("helicoptre"),
    Query("theme:T1 mine", thesaurus=WORDS),
    Query("mine", {"theme": ("T0", "T2")}), Query("clearance route", year_from=2015), Query("-mine", sort=Sort.NEWEST),
    Query("mine OR helicopter", without=frozenset({"CS-2026-0001"})), Query("mine", page=2, per_page=2),
]  # fmt: skip

CROWDS = [
    ("zz*", "zzzz", [f"zza{first}{second}" for first, second in product("abcdefghijklmno", repeat=2)]),
    ("zzzzzzz", "zzzzzzs", [f"{letter}zzzzzz" for letter in "abcdefgh"]),
]

steps = st.lists(
    st.tuples(
        st.sampled_from(["commit", "commit", "commit", "fail", "rebuild"]),
        st.lists(st.tuples(st.integers(1, 12), st.sampled_from([*TEXTS, "leaves"])), max_size=8),
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def document_of(make_document: Make) -> Callable[[int, str], SearchDocument]:
    """Return a function that makes a document from a number and a text."""

    def make(number: int, text: str) -> SearchDocument:
        chance = number + len(text)
        return make_document(
            number,
            text,
            title=f"Title {'bcade'[chance % 5]} {number}",
            sections={"actions": TEXTS[chance % 4]},
            labels=(f"CS-2026-{number:04d}", "IED") if chance % 3 else (),
            facets={"theme": (f"T{chance % 3}",), "evidence": ("independent",) if chance % 2 else ()},
            years=(2010 + number, 2010 + number + chance % 4),
            published_on=date(2026, 1 + chance % 12, 1),
            fingerprint=f"{number}-{text}",
        )

    return make


def play(
    engine: SearchEngine, document_of: Callable[[int, str], SearchDocument], history: Sequence[Step]
) -> dict[str, SearchDocument]:
    """Do the steps, and return the documents that should be in the index."""
    expected: dict[str, SearchDocument] = {}
    engine.rebuild("public", [])
    for kind, changes in history:
        if kind == "rebuild":
            engine.rebuild("public", list(expected.values()))
            continue
        after = dict(expected)
        try:
            with engine.writing("public") as writer:
                for number, text in changes:
                    document = document_of(number, text)
                    if text == "leaves":
                        after.pop(document.reference, None)
                        writer.remove(document.reference)
                    else:
                        after[document.reference] = document
                        writer.replace(document)
                if kind == "fail":
                    raise InterruptedError
        except InterruptedError:
            continue
        expected = after
    return expected


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(history=steps)
def test_after_any_history_an_index_answers_as_a_new_one(
    engine_class: Open,
    tmp_path_factory: pytest.TempPathFactory,
    document_of: Callable[[int, str], SearchDocument],
    history: Sequence[Step],
) -> None:
    lived, fresh = (engine_class(tmp_path_factory.mktemp(name)) for name in ("lived", "fresh"))
    expected = play(lived, document_of, history)
    fresh.rebuild("public", [expected[reference] for reference in sorted(expected)])
    assert (
        lived.entries("public")
        == fresh.entries("public")
        == {ref: document.fingerprint for ref, document in expected.items()}
    )
    for query in QUERIES:
        assert lived.search("public", query) == fresh.search("public", query), query
    assert lived.suggest("public", "title", 9) == fresh.suggest("public", "title", 9)
    for reference, document in expected.items():
        text = QueryDocument("another", document.language, document.title, document.sections, document.facets)
        assert lived.similar("public", reference, 5) == fresh.similar("public", reference, 5)
        assert lived.similar_to("public", text, 5) == fresh.similar_to("public", text, 5)


def test_equal_titles_come_newest_first(engine: SearchEngine, make_document: Make) -> None:
    days = {1: 3, 2: 9, 3: 6}
    documents = [make_document(number, title="Same", published_on=date(2026, 1, day)) for number, day in days.items()]
    engine.rebuild("public", documents)
    hits = engine.search("public", Query(sort=Sort.TITLE)).hits
    assert [hit.reference for hit in hits] == ["CS-2026-0002", "CS-2026-0003", "CS-2026-0001"]


@pytest.mark.parametrize(("typed", "remaining", "removed"), CROWDS)
def test_words_of_removed_cases_have_no_effect(
    engine: SearchEngine, make_document: Make, typed: str, remaining: str, removed: list[str]
) -> None:
    """Also if many of them have the same prefix, or are as near to a misspelt word."""
    dogs = [make_document(number, "A dog.") for number in range(3, 12)]
    engine.rebuild("public", [make_document(1, remaining), make_document(2, " ".join(removed)), *dogs])
    with engine.writing("public") as writer:
        writer.remove("CS-2026-0002")
    assert [hit.reference for hit in engine.search("public", Query(typed)).hits] == ["CS-2026-0001"]


@pytest.mark.slow
def test_two_hundred_single_updates_answer_as_a_rebuild(
    engine: SearchEngine, document_of: Callable[[int, str], SearchDocument]
) -> None:
    documents = {number: document_of(number, TEXTS[number % 5]) for number in range(1, 121)}
    engine.rebuild("public", documents.values())
    for turn in range(200):
        number = 1 + turn * 37 % 130
        documents[number] = document_of(number, TEXTS[turn % 4])
        with engine.writing("public") as writer:
            writer.replace(documents[number])
    lived = [engine.search("public", query) for query in QUERIES]
    entries = engine.entries("public")
    engine.rebuild("public", [documents[number] for number in sorted(documents)])
    assert (entries, lived) == (engine.entries("public"), [engine.search("public", query) for query in QUERIES])
