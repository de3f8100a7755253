"""The diff of two texts: nothing is lost or added, in any script, and the work is limited."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.case_template import SECTION_LENGTH
from case_studies.text_diff import MOST_STEPS, Change, DiffPiece, StepBudget, diff, diff_rows, words

SIGNS = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}
# texts with much in common, like revisions: few words, few lines
ALIKE = st.lists(st.sampled_from(["road", "roads", " ", "  ", "\n", "\n\n", ". ", ",", "搜", "索", "قافلة", "é"])).map(
    "".join
)
TEXTS = st.text() | ALIKE


def drawn(before: str, after: str) -> str:
    """Return the diff as one line."""
    return "".join(SIGNS[piece.change].format(piece.text) for piece in diff(before, after))


def joined(pieces: tuple[DiffPiece, ...] | list[DiffPiece], change: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change in (Change.SAME, change))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_the_pieces_contain_both_texts(before: str, after: str) -> None:
    pieces = diff(before, after)
    assert joined(pieces, Change.REMOVED) == before
    assert joined(pieces, Change.ADDED) == after
    kinds = [piece.change for piece in pieces]
    assert all(first != second for first, second in pairwise(kinds))
    assert all(piece.text for piece in pieces) or before == after == ""


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_the_columns_contain_the_old_and_the_new_text(before: str, after: str) -> None:
    found = diff_rows(diff(before, after))
    assert joined([piece for old, _ in found for piece in old], Change.REMOVED) == before
    assert joined([piece for _, new in found for piece in new], Change.ADDED) == after


@given(text=st.text())
def test_equal_texts_are_one_piece(text: str) -> None:
    assert diff(text, text) == (DiffPiece(Change.SAME, text),)


@given(text=st.text())
def test_the_words_are_the_whole_text(text: str) -> None:
    assert "".join(words(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "New.", "[+New.+]"),
        ("Old.", "", "[-Old.-]"),
        ("The quick brown fox.", "The quick red fox.", "The quick [-brown-][+red+] fox."),
        ("Two vehicles.", "Two vehicles on loan.", "Two vehicles[+ on loan+]."),
        ("It doesn't work.", "It didn't work.", "It [-doesn't-][+didn't+] work."),
        ("Cost: 12,000 a year.", "Cost: 12,500 a year.", "Cost: [-12,000-][+12,500+] a year."),
        ("old words here", "new terms here", "[-old words-][+new terms+] here"),
        ("One.\n\nTwo.\n", "One.\n\nTwo and a half.\n", "One.\n\nTwo[+ and a half+].\n"),
        ("- a\n- b\n- c\n", "- a\n- c\n", "- a\n[-- b\n-]- c\n"),
        ("车队每天出发。", "车队每周出发。", "车队每[-天-][+周+]出发。"),
        ("تتحرك القافلة على طريقين.", "تتحرك القافلة على ثلاثة طرق.", "تتحرك القافلة على [-طريقين-][+ثلاثة طرق+]."),
        ("مُقَدَّم الآن", "مُقَدِّم الآن", "[-مُقَدَّم-][+مُقَدِّم+] الآن"),
        ("Маршрут разминирован.", "Маршрут не разминирован.", "Маршрут[+ не+] разминирован."),
    ],
)  # fmt: skip
def test_the_diff_that_a_reader_sees(before: str, after: str, expected: str) -> None:
    assert drawn(before, after) == expected


def test_a_row_ends_at_an_unchanged_line_end() -> None:
    found = diff_rows(diff("One.\nTwo.\nThree.", "One.\n2.\nThree."))
    assert [[piece.text for piece in old] for old, _ in found] == [["One.\n"], ["Two", ".\n"], ["Three."]]
    assert [[piece.text for piece in new] for _, new in found] == [["One.\n"], ["2", ".\n"], ["Three."]]


def _differing(length: int, words_of_a: str, words_of_b: str) -> tuple[str, str]:
    repeated = length // len(words_of_a) + 1
    return (words_of_a * repeated)[:length], (words_of_b * repeated)[:length]


@pytest.mark.parametrize(
    ("old", "new"),
    [("ab ", "ba "), ("的一", "一的的"), ("\n", "x\n"), ("x\n", "y\nx\n"), (".", "!."), ("the of a ", "of the of a ")],
    ids=["words", "characters", "empty lines", "lines", "signs", "few words"],
)
def test_completely_different_sections_take_a_limited_number_of_steps(old: str, new: str) -> None:
    before, after = _differing(SECTION_LENGTH, old, new)
    steps = StepBudget(MOST_STEPS)
    pieces = diff(before, after, steps)
    assert steps.left >= 0
    assert (joined(pieces, Change.REMOVED), joined(pieces, Change.ADDED)) == (before, after)


def test_without_steps_the_whole_text_is_replaced() -> None:
    found = diff("one two", "one three", StepBudget(0))
    assert found == (DiffPiece(Change.REMOVED, "one two"), DiffPiece(Change.ADDED, "one three"))


def test_a_few_edits_in_a_long_section_take_few_steps() -> None:
    """Lines and clauses are matched first, so that not all words of the text are compared."""
    clauses = [f"这是第{number}个句子的文字，" for number in range(900)]
    before = "".join(clauses)
    after = "".join("完全不同的话，" if number % 90 == 5 else text for number, text in enumerate(clauses))
    steps = StepBudget(MOST_STEPS)
    pieces = diff(before, after, steps)
    assert sum(piece.change is Change.ADDED for piece in pieces) >= 10
    assert MOST_STEPS - steps.left < 100_000
