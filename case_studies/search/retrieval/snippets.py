"""Passages that show why a case matches: the best of at most two sections, with the matching words marked.

The positions come from the index, so a word is marked exactly where it matched, in any form and any script.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from case_studies.scripts import is_han
from case_studies.search.contract import Passage
from case_studies.search.store.stored_text import StoredText

LENGTH = 240
"""Characters of a passage."""
LEAD = 60
"""Characters before the first marked word."""
MOST_PASSAGES = 2
ELLIPSIS = "…"


class Mark(NamedTuple):
    """A matching word in the text of a section; `group` is the part of the query that it matches."""

    start: int
    end: int
    group: int


class _Window(NamedTuple):
    """A part of a section: how many groups match in it, how many words, and its marks."""

    group_count: int
    mark_count: int
    section: int
    marks: Sequence[Mark]


def passages(text: StoredText, groups: Sequence[Iterable[int]]) -> tuple[Passage, ...]:
    """Return the best passages. Each group has the positions at which one part of the query matches."""
    windows = [_best_window(section, marks) for section, marks in _marks_by_section(text, groups).items()]
    windows.sort(key=lambda window: (-window.group_count, -window.mark_count, window.section))
    if windows:
        return tuple(_passage(text, window.section, window.marks) for window in windows[:MOST_PASSAGES])
    opening = next((number for number, section in enumerate(text.sections) if section[1].strip()), None)
    return () if opening is None else (_passage(text, opening, ()),)


def _marks_by_section(text: StoredText, groups: Sequence[Iterable[int]]) -> dict[int, list[Mark]]:
    marks: dict[int, list[Mark]] = {}
    for group, positions in enumerate(groups):
        for position in positions:
            if location := text.locate(position):
                section, start, end = location
                marks.setdefault(section, []).append(Mark(start, end, group))
    return {section: sorted(section_marks) for section, section_marks in marks.items()}


def _best_window(section: int, marks: list[Mark]) -> _Window:
    """Return the window with the most groups, then with the most marks."""
    best = _Window(0, 0, section, ())
    last = 0
    for first, mark in enumerate(marks):
        last = max(last, first)
        while last < len(marks) and marks[last].end - mark.start <= LENGTH - LEAD:
            last += 1
        inside = marks[first : max(last, first + 1)]
        window = _Window(len({entry.group for entry in inside}), len(inside), section, inside)
        if (window.group_count, window.mark_count) > (best.group_count, best.mark_count):
            best = window
    return best


def _passage(stored: StoredText, section: int, marks: Sequence[Mark]) -> Passage:
    name, text, _ = stored.sections[section]
    start = _next_word_start(text, marks[0].start - _lead(text, marks[0]), marks[0].start) if marks else 0
    last_mark_end = max((mark.end for mark in marks), default=0)
    end = _previous_word_end(text, start + LENGTH, max(last_mark_end, start))
    return Passage(name, _split(text, start, end, marks))


def _lead(text: str, mark: Mark) -> int:
    """Return how many characters come before a mark. Chinese ones are wider, and a page shows two lines only."""
    return LEAD // 3 if _is_chinese(text[mark.start - 1 : mark.start] or " ") else LEAD


def _next_word_start(text: str, at: int, limit: int) -> int:
    """Return the start of the next word, at most the limit."""
    if at <= 0:
        return 0
    while at < limit and not text[at - 1].isspace() and not _is_chinese(text[at]):
        at += 1
    return at


def _previous_word_end(text: str, at: int, limit: int) -> int:
    """Return the end of the previous word, at least the limit; a word longer than a passage is cut."""
    if at >= len(text):
        return len(text)
    end = at
    while end > limit and not text[end].isspace() and not _is_chinese(text[end]):
        end -= 1
    return end if end > limit else max(at, limit)


def _is_chinese(letter: str) -> bool:
    """Whether this is a Chinese character or punctuation mark, before which a text can be cut: there are no spaces."""
    return is_han(letter) or "\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uffef"


def _split(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = [(ELLIPSIS, False)] if start > 0 else []
    at = start
    for mark in marks:
        parts += [(text[at : mark.start], False), (text[max(at, mark.start) : mark.end], True)]
        at = max(at, mark.end)
    parts += [(text[at:end], False), (ELLIPSIS if end < len(text) else "", False)]
    return tuple(part for part in parts if part[0])
