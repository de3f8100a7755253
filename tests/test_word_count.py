"""Counting is right in six languages, whatever form of Unicode the text has."""

from unicodedata import normalize

import pytest

from case_studies.word_count import count_characters, count_words

WORDS = {
    "en": ("The unit's counter-IED team found 1,500 of 3.5 tons, didn’t it?", 11),
    "fr": ("L’équipe a relevé, à l'été 2014, une dizaine d’engins piégés", 10),
    "es": ("La misión detectó munición sin explotar; ¿cuántas señales?", 8),
    "ru": ("Сапёрный взвод обнаружил самодельное взрывное устройство у дороги", 8),
    "ar": ("دَرَّبَتِ البِعْثَةُ فِرَقَ إِزَالَةِ الأَلْغَامِ عَلَى الطُّرُقِ", 7),
    "ar, stretched and joined": ("الأمـــن وال\u200cسلامة", 2),
    "ar, figures": ("نفّذت ١٢ دورية", 3),
    "zh": ("工兵搜索道路", 3),
    "zh, with Latin": ("联合国 UNMAS 工兵搜索了3条道路", 8),
    "optional hyphens": ("co\u00adopera\u00adtion be\u2011fore", 2),
    "other signs": ("one/two — three * four | 5 % … ** & #", 5),
}


@pytest.mark.parametrize(("text", "count"), WORDS.values(), ids=list(WORDS))
def test_words_are_counted_as_readers_count_them(text: str, count: int) -> None:
    assert {count_words(normalize(form, text)) for form in ("NFC", "NFD")} == {count}


def test_characters_are_counted_as_they_are_stored() -> None:
    assert count_characters(" e\u0301te\u0301 \n") == 3
    assert count_characters("\U00020000🕊") == 2
