"""The passages that show why a case was found: the best of two sections, with the words asked for flagged.

Places come from the index, so a word is flagged exactly where it was found, whatever its form or script.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from case_studies.search.contract import Passage
from case_studies.search.store.stored_text import Content

LENGTH = 240
LEAD = 60
"""Characters shown before the first word asked for."""
MOST = 2
ELLIPSIS = "…"


class Mark(NamedTuple):
    """A place in a section's text where something asked for stands."""

    start: int
    end: int
    group: int


class _Window(NamedTuple):
    """A stretch of a section: how many different things it has, how many in all, and its marks."""

    different: int
    many: int
    section: int
    marks: Sequence[Mark]


def passages(content: Content, groups: Sequence[Iterable[int]]) -> tuple[Passage, ...]:
    """Choose passages by the positions at which each group of words was found."""
    marks = _marks(content, groups)
    windows = [_best(section, found) for section, found in marks.items()]
    windows.sort(key=lambda window: (-window.different, -window.many, window.section))
    if windows:
        return tuple(_passage(content, window.section, window.marks) for window in windows[:MOST])
    opening = next((number for number, section in enumerate(content.sections) if section[1].strip()), None)
    return () if opening is None else (_passage(content, opening, ()),)


def _marks(content: Content, groups: Sequence[Iterable[int]]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for group, positions in enumerate(groups):
        for position in positions:
            if place := content.place(position):
                section, start, end = place
                found.setdefault(section, []).append(Mark(start, end, group))
    return {section: sorted(marks) for section, marks in found.items()}


def _best(section: int, marks: list[Mark]) -> _Window:
    """Find the stretch with the most different things in it."""
    best = _Window(0, 0, section, ())
    last = 0
    for first, mark in enumerate(marks):
        last = max(last, first)
        while last < len(marks) and marks[last].end - mark.start <= LENGTH - LEAD:
            last += 1
        inside = marks[first : max(last, first + 1)]
        window = _Window(len({entry.group for entry in inside}), len(inside), section, inside)
        if (window.different, window.many) > (best.different, best.many):
            best = window
    return best


def _passage(content: Content, section: int, marks: Sequence[Mark]) -> Passage:
    name, text, _ = content.sections[section]
    start = _border_after(text, marks[0].start - LEAD, marks[0].start) if marks else 0
    least = max((mark.end for mark in marks), default=0)
    end = _border_before(text, start + LENGTH, max(least, start))
    return Passage(name, _cut(text, start, end, marks))


def _border_after(text: str, at: int, limit: int) -> int:
    """Move to the start of the next word, no further than the limit."""
    if at <= 0:
        return 0
    while at < limit and not text[at - 1].isspace() and not _stands_alone(text[at]):
        at += 1
    return at


def _border_before(text: str, at: int, limit: int) -> int:
    """Move back to the end of a word, no further than the limit; a word longer than a passage is cut."""
    if at >= len(text):
        return len(text)
    end = at
    while end > limit and not text[end].isspace() and not _stands_alone(text[end]):
        end -= 1
    return end if end > limit else max(at, limit)


def _stands_alone(letter: str) -> bool:
    """Whether a text may be cut before this letter, as it may in Chinese."""
    return "\u2e80" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef" or letter >= "\U00020000"


def _cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = [(ELLIPSIS, False)] if start > 0 else []
    at = start
    for mark in marks:
        parts += [(text[at : mark.start], False), (text[max(at, mark.start) : mark.end], True)]
        at = max(at, mark.end)
    parts += [(text[at:end], False), (ELLIPSIS if end < len(text) else "", False)]
    return tuple(part for part in parts if part[0])
