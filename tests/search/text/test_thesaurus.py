"""The thesaurus: which concepts a text names, the longest name first, one step only; values and completions."""

from collections.abc import Sequence

import pytest

from case_studies.search.text.analysis import tokens
from case_studies.search.text.thesaurus import (
    EMPTY_THESAURUS,
    MOST_WORDS,
    Entry,
    Mention,
    Name,
    Thesaurus,
    ThesaurusWord,
    lookup_word,
    name_slots,
)
from tests.support.field_words import IED, MALI, SAFETY, SECURITY

COUNTER = Entry(
    "theme:EXP", (Name("en", "Explosive threats"), Name("", "C-IED"), Name("en", "counter-IED")), ("theme", "EXP")
)
BOMB = Entry("bomb", (Name("en", "bomb"),))
CHAD = Entry("place:TCD", (Name("en", "Chad"), Name("fr", "Tchad")), ("host_state", "TCD"))
WORDS = Thesaurus([IED, COUNTER, BOMB, SAFETY, SECURITY, MALI, CHAD], edition=3)


def query(text: str) -> list[ThesaurusWord]:
    return [lookup_word(token.word) for token in tokens(text) if token.width == 1]


def read(thesaurus: Thesaurus, text: str) -> list[Mention]:
    """Read a query from left to right, as search does."""
    words, at, found = query(text), 0, []
    while at < len(words):
        meant = thesaurus.at(words, at)
        found += meant
        at += meant[0].width if meant else 1
    return found


def ids(meant: Sequence[Mention]) -> list[str]:
    return [one.entry.id for one in meant]


@pytest.mark.parametrize(
    "text",
    ["IED", "ied", "IEDs", "roadside bomb", "Roadside Bombs", "improvised explosive devices", "EEI",
     "engins explosifs improvisés", "самодельных взрывных устройств", "العبوة الناسفة", "简易爆炸装置"],
)  # fmt: skip
def test_a_concept_is_found_by_any_name_however_inflected(text: str) -> None:
    assert "ied" in ids(read(WORDS, text))


@pytest.mark.parametrize("text", ["C-IED", "CIED", "cied", "c ied", "counter-IED", "counter IED", "counterIED"])
def test_hyphens_make_no_difference(text: str) -> None:
    assert ids(read(WORDS, text)) == ["theme:EXP"]


def test_the_longest_name_wins() -> None:
    (meant,) = WORDS.at(query("roadside bomb in the market"), 0)
    assert (meant.entry.id, meant.at, meant.width) == ("ied", 0, 2)
    assert ids(WORDS.at(query("roadside bomb"), 1)) == ["bomb"]


def test_words_that_are_no_name_are_none() -> None:
    assert WORDS.at(query("water in the camp"), 0) == []
    assert WORDS.at(query("improvised explosive"), 0) == []
    assert EMPTY_THESAURUS.at(query("IED"), 0) == []


def test_a_shared_name_means_both_and_each_goes_one_step_only() -> None:
    assert ids(read(WORDS, "seguridad")) == ["safety", "security"]
    assert ids(read(WORDS, "safety")) == ["safety"]
    assert ids(read(WORDS, "security")) == ["security"]
    assert ids(read(WORDS, "سلامة")) == ["safety"]


def test_a_text_yields_its_concepts_with_positions() -> None:
    text = "Malian searchers found a roadside bomb; C-IED training followed."
    found = [(entry.id, text[start:end]) for entry, start, end in WORDS.mentions(text, "en")]
    assert found == [("place:MLI", "Malian"), ("ied", "roadside bomb"), ("theme:EXP", "C-IED")]


def test_a_text_is_read_in_its_own_language() -> None:
    assert [entry.id for entry, _, _ in WORDS.mentions("Des engins explosifs improvisés et des EEI", "fr")] == [
        "ied"
    ] * 2
    assert list(WORDS.mentions("Roadside bomb", "fr")) == []


def test_a_value_is_known_by_its_code_and_by_any_name() -> None:
    for said in ("MLI", "mli", "Mali", "malien", "MALIAN"):
        assert WORDS.value("host_state", said) == "MLI"
    assert WORDS.value("theme", "c ied") == "EXP"
    assert WORDS.value("theme", "Mali") is None
    assert WORDS.value("host_state", "Atlantis") is None
    assert WORDS.value("theme", "IED") is None  # is no theme of its own


@pytest.mark.parametrize(
    ("typed", "completions"),
    [
        ("mal", [("place:MLI", "Mali")]),
        ("explosive th", [("theme:EXP", "Explosive threats")]),
        ("thr", [("theme:EXP", "Explosive threats")]),
        ("tch", [("place:TCD", "Tchad")]),
        ("hreats", []),
        ("roadside", []),  # the entry has no classification
        ("", []),
        ("  -", []),
    ],
)
def test_a_name_is_completed_from_the_beginning_of_any_word(typed: str, completions: list[tuple[str, str]]) -> None:
    assert [(entry.id, name) for entry, name in WORDS.completions(typed)] == completions


def test_a_name_with_too_many_words_is_not_looked_up() -> None:
    long = "one two three four five six seven eight nine"
    assert len(long.split()) > MOST_WORDS
    assert name_slots(Name("en", long)) == []
    assert Thesaurus([Entry("long", (Name("en", long),), ("theme", "X"))]).value("theme", long) == "X"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("roadside bomb", ["ied"]),
        ("EEI", ["ied"]),
        ("casevac mali", ["theme:MED-CASEVAC", "place:MLI"]),
        ("evacuación médica", ["medevac"]),
        ("évacuation sanitaire", ["medevac"]),
        ("evacuation of the wounded", ["theme:MED-CASEVAC"]),
        ("врач", ["doctor"]),
        ("médecin", ["doctor"]),
        ("FINUL", ["operation:UNIFIL"]),
        ("BPC congolais", ["place:COD", "place:COG"]),
        ("Sudán del Sur", ["place:SSD"]),
        ("S/RES/2518", ["initiative:res-2518"]),
        ("SCR 2518", ["initiative:res-2518"]),
        ("résolution 2518", ["initiative:res-2518"]),
        ("无人机", ["theme:TEC-UAS"]),
        ("الملاريا", ["theme:HLT-MAL"]),
        ("paludisme", ["theme:HLT-MAL"]),
        ("rehearse", ["theme:TRN-EXER"]),
        ("rehenes", ["theme:ACC-HOST"]),
        ("данные", []),
        ("Дании", ["place:DNK"]),
        ("минами", ["landmine"]),
        ("same", []),
        ("évacué", ["evacuation"]),
        ("кроме того", []),
    ],
)
def test_the_files_know_what_is_meant(whole: Thesaurus, text: str, meant: list[str]) -> None:
    assert ids(read(whole, text)) == meant


@pytest.mark.parametrize(("one", "other"), [("casevac", "medevac"), ("safety", "security"), ("Niger", "Nigeria")])
def test_the_files_keep_false_friends_apart(whole: Thesaurus, one: str, other: str) -> None:
    assert not set(ids(read(whole, one))) & set(ids(read(whole, other)))
