"""Word-level differences of two texts, as they were typed: what stayed, what went, what came.

Lines are matched first, then the clauses of what is left, then its words; a Chinese character is a word. The work is
bounded: where two texts have so little in common that looking on would take long, they are told as replaced whole.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from unicodedata import category

from case_studies.scripts import HAN

MOST_STEPS = 3_000_000  # pairs of equal parts that are looked at for the sections of one case: under a second
NOISE = 4  # what stayed between two changes is told with them where it is that many times shorter than both

MARKS = "".join(chr(code) for code in (*range(0x300, 0x3100), *range(0xFE00, 0xFE30)) if category(chr(code))[0] == "M")
LETTER = rf"[^\W{HAN}]|[{MARKS}\u200c\u200d]"
LINE = re.compile(r"[^\n]*\n|[^\n]+")
CLAUSE = re.compile(r"[^.!?؟؛،。！？；，、]+[.!?؟؛،。！？；，、]*\s*|[.!?؟؛،。！？；，、]+\s*")
WORD = re.compile(rf"\s+|(?:{LETTER})+(?:['’](?:{LETTER})+|(?<=\d)[.,]\d+)*|.[{MARKS}]*", re.DOTALL)


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A piece of text and what became of it. The same and the removed are the old text, the same and added the new."""

    change: Change
    text: str


@dataclass(slots=True)
class _Hunk:
    """A place that changed, with what stayed before it."""

    same: str
    removed: str = ""
    added: str = ""

    @property
    def size(self) -> int:
        return max(len(self.removed), len(self.added))


class StepBudget:
    """How much may still be looked at."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, cost: int) -> bool:
        """Take so many steps, or none where there are not so many left."""
        granted = cost <= self.left
        self.left -= cost if granted else 0
        return granted


def diff(before: str, after: str, steps: StepBudget | None = None) -> tuple[DiffPiece, ...]:
    """Return the pieces of two texts in the order of the text, what went before what came. Equal texts are one."""
    if before == after:
        return (DiffPiece(Change.SAME, before),)
    found = _compare(before, after, LEVELS, steps or StepBudget(MOST_STEPS))
    return tuple(_pieces(_without_noise(_hunks(found))))


def diff_rows(pieces: Iterable[DiffPiece]) -> list[tuple[list[DiffPiece], list[DiffPiece]]]:
    """Return the pieces for two columns, old and new; a row ends with each line end that stayed."""
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
    """Return words and figures, Chinese characters, signs, and runs of white space; marks stay with their letter."""
    return WORD.findall(text)


def _lines(text: str) -> list[str]:
    return LINE.findall(text)


def _clauses(text: str) -> list[str]:
    return CLAUSE.findall(text)


Level = Callable[[str], list[str]]
LEVELS: tuple[Level, ...] = (_lines, _clauses, words)


def _compare(before: str, after: str, levels: Sequence[Level], steps: StepBudget) -> Iterator[DiffPiece]:
    """Match the parts of one level; what lies between the matches goes to the next one."""
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
    """Return the blocks that stayed, in order: the longest first, then those around it, as long as there are steps.

    White space alone is no match; it stays with the words beside it.
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
    """Yield each change with what stayed before it; the last one may be what stayed at the end."""
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
    """Tell neighbouring changes as one where hardly anything stayed between them."""
    found: list[_Hunk] = []
    for hunk in hunks:
        if found and hunk.size and _is_noise(hunk.same, min(found[-1].size, hunk.size)):
            found[-1].removed += hunk.same + hunk.removed
            found[-1].added += hunk.same + hunk.added
        else:
            found.append(hunk)
    return found


def _is_noise(between: str, smaller: int) -> bool:
    """Whether what stayed within a line has no letter, or is little beside the changes on both of its sides."""
    if "\n" in between:
        return False
    return not any(char.isalnum() for char in between) or len(between) * NOISE <= smaller


def _pieces(hunks: Iterable[_Hunk]) -> Iterator[DiffPiece]:
    for hunk in hunks:
        parts = ((Change.SAME, hunk.same), (Change.REMOVED, hunk.removed), (Change.ADDED, hunk.added))
        yield from (DiffPiece(change, text) for change, text in parts if text)
