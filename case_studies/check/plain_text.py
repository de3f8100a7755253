"""A text as the rules read it: as long as before, with plain digits, spaces and punctuation in every script."""

import unicodedata
from functools import cache

_PLAIN = {"٫": ".", "٬": ",", "،": ",", "\t": " ", "\n": "\n", "；": ";"}


def with_plain_characters(text: str) -> str:
    """Return the text with the digits 0 to 9 and ordinary spaces in every script."""
    return "".join(map(_plain, text))


@cache
def _plain(char: str) -> str:
    if char.isascii() or char in _PLAIN:
        return _PLAIN.get(char, char)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
