"""A text as the rules read it: plain digits, spaces and punctuation in every script, and one spelling of letters that
writers use for each other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_PLAIN = {"٫": ".", "٬": ",", "،": ",", "\t": " ", "\n": "\n", "；": ";", "’": "'", "ʼ": "'"}
_PLAIN |= {"ё": "е", "Ё": "Е", "أ": "ا", "إ": "ا", "آ": "ا"}
ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]+")  # of vowels, and the sign that stretches a word


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as the rules read it, and where each of its places is in the text as it was typed."""

    text: str
    places: tuple[int, ...] | None  # None if they are the same

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a match in the text as it was typed."""
        if self.places is None or start == end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain_text(typed: str) -> PlainText:
    """Return a text with the digits 0 to 9 and ordinary spaces in every script, without signs for Arabic vowels."""
    plain = fold(typed)
    signs = [match.span() for match in ARABIC_SIGNS.finditer(plain)]
    if not signs:
        return PlainText(plain, None)
    left_out = {place for start, end in signs for place in range(start, end)}
    return PlainText(ARABIC_SIGNS.sub("", plain), tuple(place for place in range(len(plain)) if place not in left_out))


def fold(text: str) -> str:
    """Return a text or a pattern of the same length in plain characters."""
    return "".join(map(_plain, text))


@cache
def _plain(char: str) -> str:
    if char in _PLAIN or char.isascii():
        return _PLAIN.get(char, char)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
