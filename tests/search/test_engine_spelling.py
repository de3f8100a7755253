"""The contract on misspelt words: the nearest word with which this reader finds a case is searched and reported."""

from collections.abc import Callable

import pytest

from case_studies.search.contract import Correction, Query, Results, SearchDocument
from case_studies.search.engine import SearchEngine
from tests.support.field_words import WORDS

A, B = "CS-2026-0001", "CS-2026-0002"
Make = Callable[..., SearchDocument]
Ask = Callable[..., Results]


@pytest.mark.parametrize(
    ("language", "text", "typed", "used"),
    [
        ("en", "A helicopter landed.", "helicoptre", "helicopter"),
        ("en", "The convoy left.", "conovy", "convoy"),  # two letters swapped are one mistake
        ("en", "The convoy left.", "convooy", "convoy"),
        ("fr", "Un hélicoptère a atterri.", "hélicptère", "helicoptere"),
        ("fr", "La sécurité du convoi.", "sécurtié", "securite"),
        ("es", "Vehículos blindados.", "vehiclos", "vehiculos"),
        ("ru", "Взрывные устройства.", "устойства", "устройства"),
        ("ar", "وصلت القافلة إلى المستشفى", "المستشقى", "المستشفي"),
    ],
)
def test_a_misspelt_word_is_corrected(
    answered: Ask, make_document: Make, language: str, text: str, typed: str, used: str
) -> None:
    results = answered([make_document(1, text, language=language), make_document(2, "A dog.")], typed)
    assert [hit.reference for hit in results.hits] == [A]
    assert results.corrections == (Correction(typed, used),)
    assert results.corrected == used


def test_the_rest_of_the_query_is_unchanged(answered: Ask, make_document: Make) -> None:
    documents = [make_document(1, "The convoy met a big dog."), make_document(2, "The convoy.")]
    results = answered(documents, ' host:MLI  (convpy OR "big dgo") -dgo Convoy ', WORDS)
    assert results.corrections == (Correction("convpy", "convoy"),)
    assert results.corrected == ' host:MLI  (convoy OR "big dgo") -dgo Convoy '


def test_several_words_are_corrected_in_their_order(answered: Ask, make_document: Make) -> None:
    results = answered([make_document(1, "The helicopter met the convoy.")], "helicoptre conovy")
    assert [correction.used for correction in results.corrections] == ["helicopter", "convoy"]
    assert results.corrected == "helicopter convoy"


SENTENCE = "what did the drivers do when the helicoptre did not come"


def test_in_a_sentence_a_correction_is_offered_and_not_made(answered: Ask, make_document: Make) -> None:
    others = [make_document(number) for number in range(3, 20)]
    with_helicopter = make_document(2, "A helicopter did come.")
    results = answered([make_document(1, "The drivers come when they did not."), with_helicopter, *others], SENTENCE)
    assert results.corrections == (Correction("helicoptre", "helicopter"),)
    assert (results.corrected, results.offered) == ("", SENTENCE.replace("helicoptre", "helicopter"))
    assert [hit.reference for hit in results.hits] == [A]
    made = answered([with_helicopter, *others], SENTENCE)
    assert ([hit.reference for hit in made.hits], made.corrected, made.offered) == ([B], results.offered, "")


@pytest.mark.parametrize(
    "typed",
    ['"helicoptre"', "-helicoptre", "NOT helicoptre", "helicoptre*", "dgo", "xelikoptre", "хеликоптер", "护卫队伍",
     "h3licoptre", ""],
)  # fmt: skip
def test_what_is_not_corrected(answered: Ask, make_document: Make, typed: str) -> None:
    """Phrases, exclusions, prefixes, short words, too many mistakes, other scripts, words with other characters."""
    documents = [make_document(1, "A helicopter.", facets={}), make_document(2, "A dog. 护卫队。", facets={})]
    results = answered(documents, typed)
    assert (results.corrections, results.corrected) == ((), "")


@pytest.mark.parametrize(("letters", "mistakes", "right"), [(4, 1, False), (5, 1, True), (7, 2, False), (8, 2, True)])
def test_longer_words_may_have_more_mistakes(
    answered: Ask, make_document: Make, letters: int, mistakes: int, right: bool
) -> None:
    word = "abzdefgh"[:letters]
    typed = "k" * mistakes + word[mistakes:]
    assert bool(answered([make_document(1, word)], typed).corrections) == right


def test_a_word_that_any_case_has_is_not_corrected(answered: Ask, make_document: Make) -> None:
    documents = [make_document(1, "The convoi."), *(make_document(number, "The convoy.") for number in range(2, 9))]
    results = answered(documents, "convoi")
    assert ([hit.reference for hit in results.hits], results.corrections) == ([A], ())


def test_the_nearest_word_wins_then_the_more_frequent(answered: Ask, make_document: Make) -> None:
    documents = [make_document(1, "helicopters"), make_document(2, "helicopter")]
    assert answered(documents, "helicoptar").corrections == (Correction("helicoptar", "helicopter"),)
    documents = [make_document(1, "convoa"), make_document(2, "convoe"), make_document(3, "convoe")]
    assert answered(documents, "convou").corrections == (Correction("convou", "convoe"),)


class TestWhoFindsIt:
    """A word is only suggested if this reader finds a case with it."""

    def test_not_the_words_of_another_audience(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild("members", [make_document(1, "A helicopter.", labels=("helicopter",))])
        results = engine.search("public", Query("helicoptre"))
        assert (results.total, results.corrections, results.corrected) == (0, (), "")
        assert engine.search("members", Query("helicoptre")).corrections

    def test_not_a_word_of_hidden_cases_only(self, answered: Ask, make_document: Make) -> None:
        documents = [make_document(1, "A helicopter."), make_document(2, "A helicoptero.")]
        assert answered(documents, "helicoptre").corrections[0].used == "helicopter"
        results = answered(documents, "helicoptre", without=frozenset({A}))
        assert [hit.reference for hit in results.hits] == [B]
        assert results.corrections[0].used == "helicoptero"
        results = answered(documents, "helicoptre", without=frozenset({A, B}))
        assert (results.total, results.corrections, results.corrected) == (0, (), "")

    def test_not_a_word_of_removed_cases(self, engine: SearchEngine, make_document: Make) -> None:
        engine.rebuild(
            "public", [make_document(n, "A dog.") for n in range(2, 9)] + [make_document(1, "A helicopter.")]
        )
        with engine.writing("public") as writer:
            writer.remove(A)
        assert engine.search("public", Query("helicoptre")).corrections == ()

    def test_hidden_words_do_not_crowd_out_the_others(self, answered: Ask, make_document: Make) -> None:
        documents = [
            make_document(1, "The convoy."),
            *(make_document(n, f"convo{letter}") for n, letter in enumerate("abcdefgh", 2)),
        ]
        hidden = frozenset(document.reference for document in documents[1:])
        assert answered(documents, "convoz", without=hidden).corrections == (Correction("convoz", "convoy"),)

    def test_a_name_in_the_thesaurus_counts_if_its_concept_has_cases(self, answered: Ask, make_document: Make) -> None:
        marked = make_document(1, facets={"operation": ("UNIFIL",)})
        assert answered([marked], "finuul", WORDS).corrections == (Correction("finuul", "finul"),)
        assert answered([make_document(1)], "finuul", WORDS).corrections == ()
        assert answered([marked], "finuul", WORDS, without=frozenset({A})).corrections == ()

    def test_a_corrected_word_is_expanded_too(self, answered: Ask, make_document: Make) -> None:
        results = answered(
            [make_document(1, "Un EEI.", language="fr"), make_document(2, "A dog.")], "roadsde bomb", WORDS
        )
        assert [hit.reference for hit in results.hits] == [A]
        assert results.corrected == "roadside bomb"
        assert [one.typed for one in results.widened] == ["roadside bomb"]
