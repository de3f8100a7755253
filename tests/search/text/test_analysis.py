"""How texts become terms, in six languages. Words on one line of a table are the same for search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_studies.search.text.analysis import LONGEST_WORD, every_term, is_common, languages_of, terms, tokens
from case_studies.search.text.folding import fold

SAME = {
    "en": ["peacekeeper Peacekeepers PEACEKEEPER’S", "mine mines MINES", "patrol patrolled"],
    "fr": [
        "opération Opérations OPERATION operations", "véhicule véhicules vehicules", "l'engin d’engins engin",
        "sécurité SÉCURITÉ securite", "blessé blessés", "cœur coeur",
    ],
    "es": ["operación operaciones operacion", "vehículo vehículos vehiculo", "explosivo explosivos", "niño ninos"],
    "ru": ["врач врачи врачей", "взрывной взрывные взрывных", "ещё еще", "учёт учет", "миссии миссия"],
    "ar": [
        "متفجرة متفجرات المتفجرات متفجره", "أمن امن الأمن", "مركبة المركبات والمركبات", "مُتَفَجِّرَات متفجرات",
        "قوة قوات القوات", "مستشفى مستشفي", "إزالة ازالة",
    ],
    "zh": ["联合国", "ＭＩＮＵＳＭＡ minusma", "爆炸"],
}  # fmt: skip
DIFFERENT = {
    "en": "mine mission minister security safety casevac medevac",
    "fr": "mine mission sécurité sûreté",
    "es": "mina misión seguridad",
    "ru": "мина миссия врач",
    "ar": "لغم أمن سلام طريق",
    "zh": "安全 保障 维和",
}


def analysed(text: str, language: str) -> set[frozenset[str]]:
    return {frozenset(terms(token.word, language)) for token in tokens(text) if token.width == 1}


@pytest.mark.parametrize(("language", "line"), [(key, line) for key, lines in SAME.items() for line in lines])
def test_forms_of_a_word_meet(language: str, line: str) -> None:
    """Any typed form finds any form in a case."""
    words = [token.word for token in tokens(line) if token.width == 1]
    for written in words:
        for typed in words:
            assert every_term(typed) & set(terms(written, language)), (written, typed)


@pytest.mark.parametrize(("language", "line"), DIFFERENT.items())
def test_different_words_stay_apart(language: str, line: str) -> None:
    found = analysed(line, language)
    assert len(found) == len(line.split())
    assert sum(len(one) for one in found) == len(frozenset().union(*found))


def test_hyphenated_words_are_found_whole_and_in_parts() -> None:
    text = "The C-IED team"
    assert [(t.word, t.position, t.width, text[t.start : t.end]) for t in tokens(text)] == [
        ("the", 0, 1, "The"),
        ("cied", 1, 2, "C-IED"),
        ("c", 1, 1, "C"),
        ("ied", 2, 1, "IED"),
        ("team", 3, 1, "team"),
    ]


def test_chinese_is_cut_into_words_and_the_words_inside_them() -> None:
    assert [(t.word, t.position, t.width) for t in tokens("联合国维和部队MINUSMA")] == [
        ("联合国", 0, 1),
        ("联合", 0, 0),
        ("合", 0, 0),
        ("国", 0, 0),
        ("联", 0, 0),
        ("维和部队", 1, 1),
        ("维和", 1, 0),
        ("部队", 1, 0),
        ("和", 1, 0),
        ("维", 1, 0),
        ("部", 1, 0),
        ("队", 1, 0),
        ("minusma", 2, 1),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'eau qu’il jusqu'ici", ["eau", "il", "ici"]),
        ("the soldier's kit", ["the", "soldier", "kit"]),
        ("S/RES/2518", ["res2518", "s", "res", "2518"]),
        ("٢٠٢٦", ["2026"]),
        ("snake_case", ["snake", "case"]),
        ("e\u0301te\u0301", ["été"]),
        ("\x00 🙂 \ud800 --- ***", []),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Sécurité", "securite"), ("ŒUVRE", "oeuvre"), ("ЕЩЁ", "еще"), ("Йод", "йод"), ("أُمّة", "امه"),
        ("ﷲ", "الله"), ("straße", "strasse"), ("Ｃ", "c"), ("ñandú", "nandu"), ("مـــدينة", "مدينه"),
    ],
)  # fmt: skip
def test_folding(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("word", "languages"), [("mine", "en fr es"), ("мина", "ru"), ("لغم", "ar"), ("地雷", "zh"), ("2518", "en fr es")]
)
def test_a_script_allows_languages(word: str, languages: str) -> None:
    assert languages_of(word) == tuple(languages.split())


def test_a_foreign_word_in_a_text_is_found() -> None:
    for language in ("ar", "ru", "zh"):
        assert set(terms("minusma", language)) & every_term("minusma")


@pytest.mark.parametrize(("name", "word"), [("Мали", "малые"), ("СВУ", "свой"), ("Mali", "mal"), ("POC", "poco")])
def test_names_are_not_stemmed(name: str, word: str) -> None:
    assert not every_term(name) & every_term(word)
    assert every_term(name) == every_term(name.lower())


def test_common_words_are_known_but_the_fields_own_are_not_among_them() -> None:
    assert all(is_common(word) for word in ["the", "Les", "para", "и", "في", "的"])
    assert not any(is_common(word) for word in ["mine", "car", "us", "main", "security", "mission", "sans"])


@given(st.text())
def test_words_have_correct_positions(text: str) -> None:
    """Positions grow without holes, places lie within the text, and words have a bounded length."""
    last = -1
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert 0 < len(token.word) <= LONGEST_WORD
        assert token.position in (last, last + 1)
        last = max(last, token.position)
        fold(token.word).encode()
        assert all(term.encode() for term in every_term(token.word))
