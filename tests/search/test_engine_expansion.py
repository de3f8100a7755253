"""The contract on the thesaurus: a concept is found by any of its names, in any language."""

from collections.abc import Callable

import pytest

from case_studies.search.contract import Expansion, Query, Results, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus
from tests.support.field_words import IED, WORDS

A, B, C = "CS-2026-0001", "CS-2026-0002", "CS-2026-0003"
Make = Callable[..., SearchDocument]
Ask = Callable[..., Results]

WRITTEN = [
    ("en", "An IED was found."),
    ("en", "Improvised explosive devices were found."),
    ("en", "A roadside bomb was found."),
    ("fr", "Des engins explosifs improvisés ont été trouvés."),
    ("fr", "Un EEI a été trouvé."),
    ("es", "Se hallaron artefactos explosivos improvisados."),
    ("ru", "Обнаружены самодельные взрывные устройства."),
    ("ar", "عثر على العبوات الناسفة."),
    ("zh", "发现了简易爆炸装置。"),
]
TYPED = [
    "IED", "ieds", "roadside bombs", "improvised explosive device", "engins explosifs improvisés", "eei",
    "artefacto explosivo improvisado", "самодельных взрывных устройств", "عبوة ناسفة", "简易爆炸装置",
]  # fmt: skip


def references(results: Results) -> list[str]:
    return [hit.reference for hit in results.hits]


@pytest.mark.parametrize("typed", TYPED)
def test_a_concept_is_found_by_any_of_its_names(answered: Ask, make_document: Make, typed: str) -> None:
    documents = [make_document(number, text, language=code) for number, (code, text) in enumerate(WRITTEN, 1)]
    results = answered([*documents, make_document(99, "A dog was found.")], typed, WORDS)
    assert sorted(references(results)) == [document.reference for document in documents]
    assert results.hints == ()


def test_without_a_thesaurus_nothing_is_expanded(answered: Ask, make_document: Make) -> None:
    documents = [make_document(1, "An IED."), make_document(2, "Un EEI.", language="fr"), make_document(3, "A dog.")]
    for typed, expected in (("ied", [A]), ("eei", [B]), ("roadside bomb", [])):
        results = answered(documents, typed)
        assert (references(results), results.widened) == (expected, ()), typed


@pytest.mark.parametrize("others", ["IED", "EEI", "Engin explosif improvisé, EEI, EEI"])
def test_the_words_of_the_query_come_before_other_names(answered: Ask, make_document: Make, others: str) -> None:
    """One occurrence in the text, against many of other names in title, summary and text."""
    again = make_document(1, f"{others}. " * 5, title=others, language="fr", sections={"actions": f"{others}. " * 5})
    literal = make_document(2, "Nothing much.", sections={"actions": "Then came a roadside bomb."})
    dogs = [make_document(number, "A dog.") for number in range(3, 20)]
    assert references(answered([again, literal, *dogs], "roadside bomb", WORDS)) == [B, A]


def test_a_case_is_found_by_its_classification_without_the_words(answered: Ask, make_document: Make) -> None:
    documents = [
        make_document(1, "Nothing.", facets={"theme": ("EXP",), "host_state": ("MLI",)}),
        make_document(2, "Nothing.", facets={"theme": ("MED",), "host_state": ("LBN",), "operation": ("UNIFIL",)}),
    ]
    for typed, expected in (("mine action", [A]), ("malien", [A]), ("黎巴嫩", [B]), ("finul", [B])):
        assert references(answered(documents, typed, WORDS)) == expected, typed
        assert answered(documents, typed).total == 0, typed


def test_cases_with_the_words_come_before_cases_with_the_classification(answered: Ask, make_document: Make) -> None:
    classified = make_document(1, facets={"host_state": ("MLI",)})
    saying = make_document(2, sections={"actions": "A convoy in Mali."}, facets={})
    assert references(answered([classified, saying, make_document(3, facets={})], "mali", WORDS)) == [B, A]


def test_other_names_count_as_having_the_word(answered: Ask, make_document: Make) -> None:
    documents = [
        make_document(1, "Un EEI et un convoi.", language="fr"),
        make_document(2, "A convoy."),
        make_document(3, "A dog."),
    ]
    results = answered(documents, "ied convoi", WORDS)
    assert references(results)[0] == A


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("casevac", {A}),
        ("medevac", {B, C}), ("évacuation sanitaire", {B, C}), ("medical evacuation", {B, C}),
    ],
)  # fmt: skip
def test_false_friends_stay_apart(answered: Ask, make_document: Make, typed: str, expected: set[str]) -> None:
    documents = [
        make_document(1, "A CASEVAC by road.", facets={"theme": ("MED-CASEVAC",)}),
        make_document(2, "A MEDEVAC by air.", facets={"theme": ("MED",)}),
        make_document(3, "Une évacuation sanitaire.", language="fr", facets={"theme": ("MED",)}),
        *(make_document(number, "A dog.", facets={}) for number in range(4, 9)),
    ]
    assert set(references(answered(documents, typed, WORDS))) == expected


def test_expansion_goes_one_step_only(answered: Ask, make_document: Make) -> None:
    """Seguridad is a name of both, but neither finds the other."""
    documents = [
        make_document(1, "Safety first."),
        make_document(2, "Security first."),
        make_document(3, "La seguridad.", language="es"),
    ]
    for typed, expected in (("safety", [A, C]), ("security", [B, C]), ("seguridad", [A, B, C]), ("أمن", [B, C])):
        assert sorted(references(answered(documents, typed, WORDS))) == expected, typed


def test_an_ambiguous_name_finds_all_its_concepts(answered: Ask, make_document: Make) -> None:
    documents = [
        make_document(1, "Protection of civilians."),
        make_document(2, "A point of contact."),
        make_document(3, "A dog."),
    ]
    assert sorted(references(answered(documents, "poc", WORDS))) == [A, B]


def test_a_changed_thesaurus_counts_at_once(engine: SearchEngine, make_document: Make) -> None:
    """The index does not change: the next query uses what an administrator added."""
    engine.rebuild("public", [make_document(1, "A hoopoe."), make_document(2, "A dog.")])
    more = Thesaurus([Entry("bird", (Name("en", "udod"), Name("en", "hoopoe")))], edition=2)
    other = Thesaurus([Entry("bird", (Name("en", "udod"), Name("en", "dog")))], edition=3)
    for thesaurus, expected in ((WORDS, []), (more, [A]), (other, [B]), (more, [A]), (WORDS, [])):
        assert references(engine.search("public", Query("udod", thesaurus=thesaurus))) == expected


@pytest.mark.parametrize("text", ['"roadside bomb"', "roadside bom*", "dog -ied", "dog -(ied)", "bomb", "dog"])
def test_phrases_prefixes_and_exclusions_are_not_expanded(answered: Ask, make_document: Make, text: str) -> None:
    documents = [make_document(1, "An EEI.", language="fr"), make_document(2, "A roadside bomb by a dog.")]
    results = answered(documents, text, WORDS)
    assert (references(results), results.widened) == ([B], ())


def test_the_expansion_is_returned(answered: Ask, make_document: Make) -> None:
    results = answered([make_document(1)], "finul roadside bombs dog FINUL", WORDS)
    names = tuple(name.text for name in IED.names)
    assert results.widened[0] == Expansion("finul", ("UNIFIL",))
    assert results.widened[1].typed == "roadside bombs"
    assert set(results.widened[1].names) == set(names)
    assert [one.typed for one in results.widened] == ["finul", "roadside bombs", "FINUL"]


@pytest.mark.parametrize(
    ("language", "text", "typed", "flagged"),
    [
        ("fr", "Un engin explosif improvisé.", "roadside bomb", ["engin", "explosif", "improvisé"]),
        ("zh", "发现简易爆炸装置。", "IED", ["简易", "爆炸", "装置"]),
        ("en", "The rules of engagement.", "roe", ["rules", "of", "engagement"]),
        ("en", "An IED and a roadside bomb.", "ied", ["IED", "roadside", "bomb"]),
        ("en", "A bomb at the roadside.", "ied", []),
    ],
)
def test_passages_mark_other_names_too(
    answered: Ask, make_document: Make, language: str, text: str, typed: str, flagged: list[str]
) -> None:
    documents = [make_document(1, text, language=language), make_document(2)]
    hits = answered(documents, typed, WORDS).hits
    assert [part for hit in hits for passage in hit.passages for part, flag in passage.parts if flag] == flagged


def test_there_are_two_passages_at_most(answered: Ask, make_document: Make) -> None:
    sections = {name: text for name, (_, text) in zip("abcdefghi", WRITTEN, strict=True)}
    (hit,) = answered([make_document(1, sections=sections)], "IED bomb found", WORDS).hits
    assert len(hit.passages) == 2


def test_a_concept_in_another_audience_is_not_found(engine: SearchEngine, make_document: Make) -> None:
    engine.rebuild("members", [make_document(1, "An EEI.", language="fr")])
    results = engine.search("public", Query("ied", thesaurus=WORDS))
    assert (results.total, results.hits) == (0, ())
    assert engine.search("members", Query("ied", thesaurus=WORDS)).total == 1
