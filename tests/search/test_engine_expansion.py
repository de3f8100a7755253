"""The contract on the field's words: a concept is found whatever words a case uses, in whatever language."""

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
def test_a_thing_is_found_whatever_its_case_calls_it(answered: Ask, make_face: Make, typed: str) -> None:
    faces = [make_face(number, text, language=code) for number, (code, text) in enumerate(WRITTEN, 1)]
    results = answered([*faces, make_face(99, "A dog was found.")], typed, WORDS)
    assert sorted(references(results)) == [face.reference for face in faces]
    assert results.hints == ()


def test_without_the_words_of_the_field_nothing_is_widened(answered: Ask, make_face: Make) -> None:
    faces = [make_face(1, "An IED."), make_face(2, "Un EEI.", language="fr"), make_face(3, "A dog.")]
    for typed, expected in (("ied", [A]), ("eei", [B]), ("roadside bomb", [])):
        results = answered(faces, typed)
        assert (references(results), results.widened) == (expected, ()), typed


@pytest.mark.parametrize("others", ["IED", "EEI", "Engin explosif improvisé, EEI, EEI"])
def test_the_words_typed_come_before_other_names(answered: Ask, make_face: Make, others: str) -> None:
    """Once in the text against other names in title, summary and text again and again."""
    again = make_face(1, f"{others}. " * 5, title=others, language="fr", sections={"actions": f"{others}. " * 5})
    literal = make_face(2, "Nothing much.", sections={"actions": "Then came a roadside bomb."})
    dogs = [make_face(number, "A dog.") for number in range(3, 20)]
    assert references(answered([again, literal, *dogs], "roadside bomb", WORDS)) == [B, A]


def test_what_is_classified_so_is_found_though_it_never_says_so(answered: Ask, make_face: Make) -> None:
    faces = [
        make_face(1, "Nothing.", facets={"theme": ("EXP",), "host_state": ("MLI",)}),
        make_face(2, "Nothing.", facets={"theme": ("MED",), "host_state": ("LBN",), "operation": ("UNIFIL",)}),
    ]
    for typed, expected in (("mine action", [A]), ("malien", [A]), ("黎巴嫩", [B]), ("finul", [B])):
        assert references(answered(faces, typed, WORDS)) == expected, typed
        assert answered(faces, typed).total == 0, typed


def test_who_says_it_comes_before_who_is_only_classified_so(answered: Ask, make_face: Make) -> None:
    classified = make_face(1, facets={"host_state": ("MLI",)})
    saying = make_face(2, sections={"actions": "A convoy in Mali."}, facets={})
    assert references(answered([classified, saying, make_face(3, facets={})], "mali", WORDS)) == [B, A]


def test_other_names_count_as_having_the_word(answered: Ask, make_face: Make) -> None:
    faces = [make_face(1, "Un EEI et un convoi.", language="fr"), make_face(2, "A convoy."), make_face(3, "A dog.")]
    results = answered(faces, "ied convoi", WORDS)
    assert references(results)[0] == A


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("casevac", {A}),
        ("medevac", {B, C}), ("évacuation sanitaire", {B, C}), ("medical evacuation", {B, C}),
    ],
)  # fmt: skip
def test_false_friends_stay_apart(answered: Ask, make_face: Make, typed: str, expected: set[str]) -> None:
    faces = [
        make_face(1, "A CASEVAC by road.", facets={"theme": ("MED-CASEVAC",)}),
        make_face(2, "A MEDEVAC by air.", facets={"theme": ("MED",)}),
        make_face(3, "Une évacuation sanitaire.", language="fr", facets={"theme": ("MED",)}),
        *(make_face(number, "A dog.", facets={}) for number in range(4, 9)),
    ]
    assert set(references(answered(faces, typed, WORDS))) == expected


def test_widening_goes_one_step_only(answered: Ask, make_face: Make) -> None:
    """Seguridad is a name of both; still neither finds the other."""
    faces = [
        make_face(1, "Safety first."),
        make_face(2, "Security first."),
        make_face(3, "La seguridad.", language="es"),
    ]
    for typed, expected in (("safety", [A, C]), ("security", [B, C]), ("seguridad", [A, B, C]), ("أمن", [B, C])):
        assert sorted(references(answered(faces, typed, WORDS))) == expected, typed


def test_an_ambiguous_name_finds_all_that_it_names(answered: Ask, make_face: Make) -> None:
    faces = [make_face(1, "Protection of civilians."), make_face(2, "A point of contact."), make_face(3, "A dog.")]
    assert sorted(references(answered(faces, "poc", WORDS))) == [A, B]


def test_a_changed_lexicon_counts_at_once(engine: SearchEngine, make_face: Make) -> None:
    """The index stays as it is: an administrator's word has to be found by the next query."""
    engine.rebuild("public", [make_face(1, "A hoopoe."), make_face(2, "A dog.")])
    more = Thesaurus([Entry("bird", (Name("en", "udod"), Name("en", "hoopoe")))], edition=2)
    other = Thesaurus([Entry("bird", (Name("en", "udod"), Name("en", "dog")))], edition=3)
    for lexicon, expected in ((WORDS, []), (more, [A]), (other, [B]), (more, [A]), (WORDS, [])):
        assert references(engine.search("public", Query("udod", thesaurus=lexicon))) == expected


@pytest.mark.parametrize("text", ['"roadside bomb"', "roadside bom*", "dog -ied", "dog -(ied)", "bomb", "dog"])
def test_phrases_beginnings_and_what_is_excluded_are_not_widened(answered: Ask, make_face: Make, text: str) -> None:
    faces = [make_face(1, "An EEI.", language="fr"), make_face(2, "A roadside bomb by a dog.")]
    results = answered(faces, text, WORDS)
    assert (references(results), results.widened) == ([B], ())


def test_what_was_widened_is_told(answered: Ask, make_face: Make) -> None:
    results = answered([make_face(1)], "finul roadside bombs dog FINUL", WORDS)
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
    answered: Ask, make_face: Make, language: str, text: str, typed: str, flagged: list[str]
) -> None:
    faces = [make_face(1, text, language=language), make_face(2)]
    hits = answered(faces, typed, WORDS).hits
    assert [part for hit in hits for passage in hit.passages for part, flag in passage.parts if flag] == flagged


def test_two_passages_at_most_whatever_stands_where(answered: Ask, make_face: Make) -> None:
    sections = {name: text for name, (_, text) in zip("abcdefghi", WRITTEN, strict=True)}
    (hit,) = answered([make_face(1, sections=sections)], "IED bomb found", WORDS).hits
    assert len(hit.passages) == 2


def test_a_thing_of_another_audience_stays_there(engine: SearchEngine, make_face: Make) -> None:
    engine.rebuild("members", [make_face(1, "An EEI.", language="fr")])
    results = engine.search("public", Query("ied", thesaurus=WORDS))
    assert (results.total, results.hits) == (0, ())
    assert engine.search("members", Query("ied", thesaurus=WORDS)).total == 1
