"""A text in spans of one direction: Word shows each run in its own, and marks it with its language."""

import re
from collections.abc import Iterator

from case_studies.markdown.directions import Direction

_RIGHT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LEFT = rf"(?!{_RIGHT})[^\W\d_]"
_FOREIGN = {
    "ltr": re.compile(rf"{_RIGHT}(?:(?:(?!{_LEFT}).)*{_RIGHT})?", re.DOTALL),
    "rtl": re.compile(rf"{_LEFT}(?:(?:(?!{_RIGHT}).)*(?:{_LEFT}|[\d)\]]))?", re.DOTALL),
}
_PAIRS = {")": "(", "]": "["}


def spans(text: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    """Yield the parts of a text in a paragraph with a direction. Blanks and signs between two words are theirs."""
    at = 0
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    for match in _FOREIGN[direction].finditer(text):
        foreign = _without_last_bracket(match[0])
        if match.start() > at:
            yield text[at : match.start()], direction
        yield foreign, other
        at = match.start() + len(foreign)
    if at < len(text):
        yield text[at:], direction


def _without_last_bracket(text: str) -> str:
    """Return a span without brackets at its end that were opened before it."""
    while text[-1] in _PAIRS and text.count(text[-1]) > text.count(_PAIRS[text[-1]]):
        text = text[:-1].rstrip()
    return text
