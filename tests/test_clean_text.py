"""What is pasted comes in whole: Word's characters become text, its lists and tables become Markdown."""

import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.clean_text import clean_line, clean_markdown, clean_text

CHARACTERS = {
    "line ends": ("one\r\ntwo\rthree\vfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
    "page break": ("one\ftwo\u2029three", "one\n\ntwo\n\nthree"),
    "hyphens of Word": ("C\x1eIED co\x1foperation", "C\u2011IED co\u00adoperation"),
    "text decoded as Latin-1": ("\x93quoted\x94 \x96 it\x92s", "“quoted” – it’s"),
    "typographic signs stay": ("“one” – l’eau… 10\u00a0km", "“one” – l’eau… 10\u00a0km"),
    "no width": ("\ufeffone\u200b\u2060 two\ufffc", "one two"),
    "direction": ("\u200f\u202bنص\u202c IED\u200e \u202dIED", "\u200f\u2067نص\u2069 IED\u200e IED"),
    "composed": ("e\u0301te\u0301 и\u0306", "été й"),
    "control characters": ("a\x00b\x08c\x7fd", "abcd"),
    "nothing to see": (" \u200f\u00a0\u2800\n", ""),
}
BLOCKS = {
    "bullets": ("We had:\n•\tTeams\n•\tA dog\nThen we left.", "We had:\n\n- Teams\n- A dog\n\nThen we left."),
    "levels": ("•\tA\no\tB\n▪\tC\no\tD\n•\tE", "- A\n  - B\n    - C\n  - D\n- E"),
    "indented levels": ("-\tA\n\t-\tB\n-\tC", "- A\n  - B\n- C"),
    "bullets of symbol fonts": ("\uf0b7\tA\n§\tB\n\uf0b7\tC", "- A\n  - B\n- C"),
    "bullets of a mail": ("·\u00a0\u00a0\u00a0 A\n·\u00a0\u00a0\u00a0 B", "- A\n- B"),
    "bullets of a PDF": ("• A\n• B", "- A\n- B"),
    "dashes": ("–\tun\n–\tdeux", "- un\n- deux"),
    "right to left": ("\u200f•\tأول\n\u200f•\tثان", "- أول\n- ثان"),
    "numbers": ("5.\tfive\n6.\tsix\nText\n7.\tseven", "5. five\n6. six\n\nText\n\n7. seven"),
    "numbers with bullets": ("1.\tA\n•\tsub\n2.\tB", "1. A\n   - sub\n2. B"),
    "bullets, then numbers": ("•\tA\n1.\tB\n2.\tC", "- A\n\n1. B\n2. C"),
    "a line break in an item": ("•\tA\vmore of A\n•\tB", "- A\n  more of A\n- B"),
    "a year is no number of a list": ("1987.\tIt began.\n1990.\tIt ended.", "1987. It began.\n1990. It ended."),
    "numbers of chapters and letters": ("1.1.\tA\n1.2.\tB\na)\tC\nb)\tD", "1.1. A\n1.2. B\na) C\nb) D"),
    "a table": (
        "Year\tFound\n2014\t12\v(of 30)\n2015\t9|1",
        "| Year | Found |\n| --- | --- |\n| 2014 | 12<br>(of 30) |\n| 2015 | 9\\|1 |",
    ),
    "an indented paragraph": ("\tOne.\n\tTwo.", "One.\n    Two."),
    "Markdown stays": ("  - A\n    - B\n\n1. C\n   continued", "  - A\n    - B\n\n1. C\n   continued"),
    "a word of one letter": ("o bien nada\no todo", "o bien nada\no todo"),
}  # fmt: skip


@pytest.mark.parametrize(("pasted", "stored"), CHARACTERS.values(), ids=list(CHARACTERS))
def test_characters_become_what_they_stand_for(pasted: str, stored: str) -> None:
    assert clean_text(pasted) == stored
    assert clean_markdown(pasted) == stored
    assert clean_line(pasted).split() == stored.split()
    assert "\n" not in clean_line(pasted)


@pytest.mark.parametrize(("pasted", "stored"), BLOCKS.values(), ids=list(BLOCKS))
def test_lists_and_tables_of_plain_text_become_markdown(pasted: str, stored: str) -> None:
    assert clean_markdown(pasted) == stored


PIECES = st.lists(
    st.sampled_from(
        [
            *"•·▪-–o*+§|#",
            *"\t\t\v\n\n\f\a \u00a0\u3000\u200f\u202e\u00ad",
            "1.",
            "12)",
            "1987.",
            "word",
            "e\u0301",
            "نص",
            *("搜索", "<br>", "**", "| a |", "\r\n", "\x92", "\ud800"),
        ]
    )
).map("".join)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(text=PIECES | st.text(st.characters()))
@pytest.mark.parametrize("clean", [clean_line, clean_text, clean_markdown])
def test_cleaning_again_changes_nothing_and_no_letter_is_lost(clean: Callable[[str], str], text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in cleaned)
    lost = Counter(_letters(text)) - Counter(_letters(cleaned))
    assert set(lost) <= set("oØüqv"), lost  # the bullets that are letters of a symbol font


def _letters(text: str) -> list[str]:
    return [char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LN"]
