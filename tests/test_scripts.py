"""One definition of a Han character: the word count, search, the diff and the pages agree on every plane."""

import pytest

from app.pages.search.query_notes import literally
from case_studies.scripts import is_han
from case_studies.search.contract import Expansion
from case_studies.search.text.analysis import CHINESE, languages_of, tokens
from case_studies.text_diff import diff
from case_studies.word_count import count_words

HAN = {
    "iteration mark": "々",
    "unified ideographs": "维",
    "extension A": "㐀",
    "compatibility ideographs": "\uf900",
    "extension B": "\U00020000",
    "extension H": "\U00031350",
}
OTHER = ["a", "é", "я", "م", "か", "한", "ꀀ", "，", "😀"]


@pytest.mark.parametrize("character", HAN.values(), ids=list(HAN))
def test_every_user_of_the_definition_knows_a_han_character(character: str) -> None:
    assert is_han(character)
    assert count_words(character * 40) == 20
    assert languages_of(character) == CHINESE
    assert {token.end - token.start for token in tokens(f"a{character}b")} == {1}  # cut off from the letters around it
    assert [piece.text for piece in diff(character * 3, character * 2)] == [character * 2, character]
    assert literally(f"{character}安全{character}", [Expansion("安全", ("safety",))]) == f'{character}"安全"{character}'


@pytest.mark.parametrize("character", OTHER)
def test_characters_of_other_scripts_are_not_han(character: str) -> None:
    assert not is_han(character)
    assert languages_of(character) != CHINESE
