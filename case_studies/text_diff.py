"""The word-level diff of two texts: what is the same, what was removed, what was added.

Lines are matched first, then clauses of the remaining text, then words. A Chinese character is a word. The work is
limited: if two texts have so little in common that a diff would take long, the whole text counts as replaced.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from unicodedata import category

from case_studies.scripts import HAN

MOST_STEPS = 3_000_000  # pairs of equal parts that are compared for all sections of one case: less than a second
NOISE = 4  # an unchanged piece joins the changes around it if it is this many times shorter than both

MARKS = "".join(chr(code) for code in (*range(0x300, 0x3100), *range(0xFE00, 0xFE30)) if category(chr(code))[0] == "M")
LETTER = rf"[^\W{HAN}]|[{MARKS}\u200c\u200d]"
LINE = re.compile(r"[^\n]*\n|[^\n]+")
CLAUSE = re.compile(r"[^.!?؟؛،。！？；，、]+[.!?؟؛،。！？；，、]*\s*|[.!?؟؛،。！？；，、]+\s*")
WORD = re.compile(rf"\s+|(?:{LETTER})+(?:['’](?:{LETTER})+|(?<=\d)[.,]\d+)*|.[{MARKS}]*", re.DOTALL)


class Change(StrEnum):
    """Whether a piece of text is the same, was removed or was added."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A piece of text with its change. Same and removed pieces make the old text, same and added pieces the new one."""

    change: Change
    text: str


@dataclass(slots=True)
class _Hunk:
    """A change, with the unchanged parts before it."""

    same: str
    removed: str = ""
    added: str = ""

    @property
    def size(self) -> int:
        return max(len(self.removed), len(self.added))


class StepBudget:
    """The number of steps that are left."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, cost: int) -> bool:
        """Take this number of steps, or none if fewer are left. Return whether they were taken."""
        granted = cost <= self.left
        self.left -= cost if granted else 0
        return granted


def diff(before: str, after: str, steps: StepBudget | None = None) -> tuple[DiffPiece, ...]:
    """Return the pieces in the order of the text, removed before added. Equal texts are one piece."""
    if before == after:
        return (DiffPiece(Change.SAME, before),)
    found = _compare(before, after, LEVELS, steps or StepBudget(MOST_STEPS))
    return tuple(_pieces(_without_noise(_hunks(found))))


def diff_rows(pieces: Iterable[DiffPiece]) -> list[tuple[list[DiffPiece], list[DiffPiece]]]:
    """Return the pieces for two columns, old and new. Each unchanged line end ends a row."""
    found: list[tuple[list[DiffPiece], list[DiffPiece]]] = [([], [])]
    for piece in pieces:
        lines = LINE.findall(piece.text) if piece.change is Change.SAME else [piece.text]
        for line in lines:
            shown = DiffPiece(piece.change, line)
            if piece.change is not Change.ADDED:
                found[-1][0].append(shown)
            if piece.change is not Change.REMOVED:
                found[-1][1].append(shown)
            if piece.change is Change.SAME and line.endswith("\n"):
                found.append(([], []))
    return [row for row in found if any(row)]


def words(text: str) -> list[str]:
    """Return words, figures, Chinese characters, signs, runs of white space. Combining marks stay with their letter."""
    return WORD.findall(text)


def _lines(text: str) -> list[str]:
    return LINE.findall(text)


def _clauses(text: str) -> list[str]:
    return CLAUSE.findall(text)


Level = Callable[[str], list[str]]
LEVELS: tuple[Level, ...] = (_lines, _clauses, words)


def _compare(before: str, after: str, levels: Sequence[Level], steps: StepBudget) -> Iterator[DiffPiece]:
    """Match the parts of one level, and compare the text between the matches on the next level."""
    old, new = levels[0](before), levels[0](after)
    i = j = 0
    for start, other, size in [*_matches(old, new, steps), (len(old), len(new), 0)]:
        yield from _changed("".join(old[i:start]), "".join(new[j:other]), levels[1:], steps)
        yield DiffPiece(Change.SAME, "".join(old[start : start + size]))
        i, j = start + size, other + size


def _changed(before: str, after: str, levels: Sequence[Level], steps: StepBudget) -> Iterator[DiffPiece]:
    if before and after and levels:
        yield from _compare(before, after, levels, steps)
    else:
        yield DiffPiece(Change.REMOVED, before)
        yield DiffPiece(Change.ADDED, after)


def _matches(old: Sequence[str], new: Sequence[str], steps: StepBudget) -> list[tuple[int, int, int]]:
    """Return the matching blocks in order. The longest is found first, then those around it, while steps are left.

    White space alone does not match; it stays with the words beside it.
    """
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    often = Counter(part for part in new if not part.isspace())
    waiting, found = [(0, len(old), 0, len(new))], []
    while waiting:
        low, high, other_low, other_high = waiting.pop()
        cost = sum(1 + often[part] for part in old[low:high])
        if low == high or other_low == other_high or not steps.take(cost):
            continue
        start, other, size = matcher.find_longest_match(low, high, other_low, other_high)
        if size:
            found.append((start, other, size))
            waiting.append((low, start, other_low, other))
            waiting.append((start + size, high, other + size, other_high))
    return sorted(found)


def _hunks(pieces: Iterable[DiffPiece]) -> Iterator[_Hunk]:
    """Yield each change with the unchanged parts before it. The last one can have unchanged parts only."""
    hunk = _Hunk("")
    for piece in pieces:
        if piece.change is Change.SAME and piece.text and hunk.size:
            yield hunk
            hunk = _Hunk("")
        if piece.change is Change.SAME:
            hunk.same += piece.text
        elif piece.change is Change.REMOVED:
            hunk.removed += piece.text
        else:
            hunk.added += piece.text
    yield hunk


def _without_noise(hunks: Iterable[_Hunk]) -> list[_Hunk]:
    """Join neighbouring changes with almost nothing unchanged between them."""
    found: list[_Hunk] = []
    for hunk in hunks:
        if found and hunk.size and _is_noise(hunk.same, min(found[-1].size, hunk.size)):
            found[-1].removed += hunk.same + hunk.removed
            found[-1].added += hunk.same + hunk.added
        else:
            found.append(hunk)
    return found


def _is_noise(between: str, smaller: int) -> bool:
    """Whether unchanged text within a line has no letter, or is short compared with the changes on both sides."""
    if "\n" in between:
        return False
    return not any(char.isalnum() for char in between) or len(between) * NOISE <= smaller


def _pieces(hunks: Iterable[_Hunk]) -> Iterator[DiffPiece]:
    for hunk in hunks:
        parts = ((Change.SAME, hunk.same), (Change.REMOVED, hunk.removed), (Change.ADDED, hunk.added))
        yield from (DiffPiece(change, text) for change, text in parts if text)
