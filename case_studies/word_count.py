"""Counting words and characters. The counter beside a field follows the same rule: app/static/js/counting.js.

A word begins with a letter or a digit. Combining marks, optional hyphens and joiners belong to it, an apostrophe, a
hyphen or a full stop inside it does not end it, nor does a comma in a number. Two Chinese characters count as one word.
"""

import re
import unicodedata

from case_studies.scripts import is_han

LETTER, DIGIT, MARK, INNER, COMMA, HAN, OTHER = "adm.,h "
"""The classes of characters. Each text is counted by the classes of its characters."""
_INNER = "'’ʼ.-\u2010\u2011"
_JOINERS = "\u00ad\u200c\u200d"  # the optional hyphen, and the characters that part and join letters
_WORD = re.compile(r"(?:[ad]m*)+(?:(?:\.|(?<=d),(?=d))(?:[ad]m*)+)*")


class _Classes(dict[int, str]):
    """A table for `str.translate` that is filled when a character first occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = _class_of(chr(code))
        return self[code]


def _class_of(char: str) -> str:
    if is_han(char):
        return HAN
    if char in _INNER:
        return INNER
    if char == ",":
        return COMMA
    general = unicodedata.category(char)[0]
    return MARK if char in _JOINERS else {"L": LETTER, "N": DIGIT, "M": MARK}.get(general, OTHER)


_CLASSES = _Classes()


def count_words(text: str) -> int:
    """Count the words of a text."""
    classes = unicodedata.normalize("NFC", text).translate(_CLASSES)
    return len(_WORD.findall(classes)) + (classes.count(HAN) + 1) // 2


def count_characters(text: str) -> int:
    """Count the characters of a text as they are stored."""
    return len(unicodedata.normalize("NFC", text.strip()))
