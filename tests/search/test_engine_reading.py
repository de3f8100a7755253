"""The contract on the query language: fields, parentheses, hints, cited resolutions, order."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from case_studies.search.contract import OPEN_END, Hint, Query, Reading, Results, SearchDocument
from case_studies.search.engine import SearchEngine
from tests.support.field_words import WORDS

A, B, C, D = (f"CS-2026-000{number}" for number in (1, 2, 3, 4))
Make = Callable[..., SearchDocument]
Ask = Callable[..., Results]


def references(results: Results) -> list[str]:
    return [hit.reference for hit in results.hits]


@pytest.fixture
def library(engine: SearchEngine, make_document: Make) -> Iterator[SearchEngine]:
    """Four cases that differ in every field; three of them have the word mine, in two languages."""
    rows = [
        ("en", "A mine.", "EXP", "MLI", "MINUSMA", "GHA", (2015, 2017)),
        ("fr", "Une mine.", "MED", "LBN", "UNIFIL", "LBN", (2018, 2018)),
        ("es", "Un perro y una trampa.", "MED", "CAF", "MINUSCA", "GHA", (2010, 2012)),
        ("en", "A dog, no mine.", "MED", "MLI", "MINUSMA", "MLI", (2019, OPEN_END)),
    ]
    documents = [
        make_document(number, text, language=language, years=years, facets={
            "theme": (theme,), "host_state": (host,), "operation": (operation,), "implemented_by": (by,),
            "language": (language,),
        })
        for number, (language, text, theme, host, operation, by, years) in enumerate(rows, 1)
    ]  # fmt: skip
    engine.rebuild("public", documents)
    return engine


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theme:EXP", {A}), ("theme:exp", {A}), ('theme:"mine action"', {A}), ('Theme:"Explosive threats"', {A}),
        ("host:mali", {A, D}), ("host:MLI", {A, D}), ("host:黎巴嫩", {B}), ("host:malien", {A, D}),
        ("operation:finul", {B}), ("operation:UNIFIL", {B}),
        ("by:ghana", {A, C}), ("by:Ghanaian", {A, C}), ("by:mali", {D}),
        ("language:fr", {B}), ("language:français", {B}), ("language:Spanish", {C}), ("language:ru", set()),
        ("year:2016", {A}), ("year:2011-2016", {A, C}), ("year:-2012", {C}), ("year:2019-", {D}), ("year:2050", {D}),
        ("year:2012..2015", {A, C}), ("year:2016-2011", {A, C}), ("year:2013", set()),
        ("host:mali by:ghana", {A}), ("host:mali AND theme:EXP", {A}), ("host:mali host:lebanon", set()),
        ("NOT host:mali", {B, C}), ("-host:mali", {B, C}), ("-host:mali -language:fr", {C}),
        ("host:mali OR host:lebanon", {A, B, D}), ("(host:mali OR language:fr) by:ghana", {A}),
        ("(host:mali by:ghana) OR language:es", {A, C}), ("host:mali -(by:ghana year:2015)", {D}),
        ("NOT (host:mali OR host:lebanon)", {C}), ("((year:2010-2012))", {C}), ("host:mali -year:2019-", {A}),
        ("mine host:mali", {A, D}), ("mine -host:mali", {B}), ("mine NOT host:mali", {B}), ("mine (by:ghana)", {A}),
        ("(mine OR perro) -language:es", {A, B, D}), ("(mine -dog) OR perro", {A, B, C}),
        ("mine -(dog OR perro)", {A, B}), ("mine -(dog host:lebanon)", {A, B, D}), ("mine dog host:mali", {A, D}),
        ("mine host:lebanon OR by:ghana", {A, B}),
        ("mine (host:mali by:ghana)", {A}),
        ("mine (host:mali -by:ghana)", {D}),
        ("mine (-host:mali)", {B}),
    ],
)  # fmt: skip
def test_fields_and_parentheses(library: SearchEngine, text: str, expected: set[str]) -> None:
    results = library.search("public", Query(text, thesaurus=WORDS))
    assert (set(references(results)), results.total) == (expected, len(expected))


def test_fields_and_filters_apply_together(library: SearchEngine) -> None:
    query = Query("host:mali", {"language": ("en", "fr")}, year_to=2018, thesaurus=WORDS)
    assert references(library.search("public", query)) == [A]


def test_a_field_that_matches_is_not_marked_in_passages(library: SearchEngine) -> None:
    (hit,) = library.search("public", Query("host:lebanon mine", thesaurus=WORDS)).hits
    assert [part for passage in hit.passages for part, flag in passage.parts if flag] == ["mine"]


class TestHints:
    """How a query was read, for the reader."""

    @pytest.mark.parametrize(
        ("text", "hints"),
        [
            ("mine", []), ("host:mali", []), ("", []), ("-mine", []), ('"a mine"', []),
            ('mine "dog', [Hint(Reading.UNBALANCED)]), ("(mine", [Hint(Reading.UNBALANCED)]),
            ("host:atlantis", [Hint(Reading.UNKNOWN_VALUE, "host:atlantis")]),
            ("year:soon", [Hint(Reading.UNKNOWN_VALUE, "year:soon")]), 
            ("year:20199", [Hint(Reading.UNKNOWN_VALUE, "year:20199")]),
            ("mine " * 210, [Hint(Reading.TOO_LONG)]), ("m" * 2_001, [Hint(Reading.TOO_LONG)]),
            ("dog perro", [Hint(Reading.SOME_WORDS)]), 
            ("dog perro host:mali", [Hint(Reading.SOME_WORDS)]), ("(dog perro", [Hint(Reading.UNBALANCED)]),
        ],
    )  # fmt: skip
    def test_hints(self, library: SearchEngine, text: str, hints: list[Hint]) -> None:
        results = library.search("public", Query(text, thesaurus=WORDS))
        assert list(results.hints) == hints

    def test_an_unknown_value_is_searched_as_words(self, library: SearchEngine) -> None:
        assert references(library.search("public", Query("theme:perro", thesaurus=WORDS))) == [C]

    def test_there_is_no_hint_if_enough_cases_have_all_words(self, answered: Ask, make_document: Make) -> None:
        documents = [make_document(number, "A mine, a dog.") for number in range(1, 6)]
        assert answered([*documents, make_document(6, "A mine.")], "mine dog").hints == ()


RESOLUTION = [
    ("en", "S/RES/2518"), ("en", "SCR 2518"), ("en", "UNSCR 2518"), ("en", "resolution 2518"), ("en", "Res. 2518"),
    ("fr", "résolution 2518"), ("fr", "résolution n° 2518"), ("es", "resolución 2518"), ("ru", "резолюция 2518"),
    ("ru", "резолюции 2518"), ("ar", "القرار 2518"), ("ar", "قرار رقم 2518"), ("zh", "第2518号"),
]  # fmt: skip
AS_WRITTEN = [*RESOLUTION, ("en", "S/RES/2518 (2020)"), ("zh", "第2518号决议"), ("zh", "第2518(2020)号决议")]


@pytest.fixture
def citing(make_document: Make) -> list[SearchDocument]:
    """Cases that cite one resolution in all forms, and as many that cite another."""
    return [
        make_document(start + number, f"{text}.".replace("2518", cited), language=code)
        for start, cited in ((1, "2518"), (91, "2589"))
        for number, (code, text) in enumerate(AS_WRITTEN)
    ]


@pytest.mark.parametrize("typed", [text for _, text in RESOLUTION])
def test_a_resolution_is_found_in_every_form_of_citation(
    answered: Ask, citing: list[SearchDocument], typed: str
) -> None:
    found = references(answered(citing, typed, per_page=50))
    assert sorted(found) == [document.reference for document in citing[: len(AS_WRITTEN)]]


@pytest.mark.parametrize("typed", ["S/RES/2518 (2020)", "第2518号决议", "第2518(2020)号决议", "第2518（2020）号决议"])
def test_a_cited_resolution_comes_first_if_the_query_has_more_words(
    answered: Ask, citing: list[SearchDocument], typed: str
) -> None:
    found = references(answered(citing, typed, per_page=50))
    assert found[0] in [document.reference for document in citing[: len(AS_WRITTEN)]]


@pytest.mark.parametrize(
    "forms",
    [("IED", "IEDs", "ied"), ("VBIED", "VBIEDs"), ("C-IED", "CIED", "C-IEDs"), ("UAV", "UAVs"), ("TCC", "TCCs")],
)
def test_an_acronym_is_found_in_the_plural_and_the_other_way_round(
    answered: Ask, make_document: Make, forms: tuple[str, ...]
) -> None:
    documents = [make_document(number, f"The {form} report.") for number, form in enumerate(forms, 1)]
    for typed in forms:
        found = references(answered([*documents, make_document(9, "The tried report.")], typed))
        assert sorted(found) == [document.reference for document in documents], typed


class TestOrder:
    """What raises a score, and the order of equal scores."""

    def test_words_near_each_other_in_order_come_first(self, answered: Ask, make_document: Make) -> None:
        between = " ".join("one two three four five six seven eight".split())
        documents = [
            make_document(1, f"Smoke {between} signal."),
            make_document(2, f"Signal {between} smoke."),
            make_document(3, f"{between} smoke signal."),
        ]
        assert references(answered(documents, "smoke signal")) == [C, A, B]

    def test_equals_come_by_evidence_then_newest_first_then_by_reference(
        self, answered: Ask, make_document: Make
    ) -> None:
        evidences = [
            ("self_reported", 9),
            ("independent", 1),
            ("confirmed_by_operation", 1),
            ("confirmed_by_operation", 5),
        ]
        documents = [
            make_document(number, "A mine.", facets={"evidence": (evidence,)}, published_on=date(2026, month, 1))
            for number, (evidence, month) in enumerate(evidences, 1)
        ]
        assert references(answered(documents, "mine")) == [B, D, C, A]
        assert references(answered([*documents, make_document(5, "A mine.", facets={})], "mine"))[-1] == "CS-2026-0005"

    def test_for_an_empty_query_the_newest_come_first(self, answered: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, facets={"evidence": ("independent",)}, published_on=date(2026, 1, 1)),
            make_document(2, facets={"evidence": ("self_reported",)}, published_on=date(2026, 2, 1)),
        ]
        assert references(answered(documents)) == references(answered(documents, "year:2020")) == [B, A]
