"""Folding: what is the same word to a reader, whatever its case, accents or Arabic letter forms."""

import unicodedata
from functools import lru_cache

_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "й": "й", "ـ": "",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
}  # fmt: skip


class _Folding(dict[int, str]):
    """A table for `str.translate` that works a character out when it first comes up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter not in _LETTERS:
            spread = unicodedata.normalize("NFKD", letter)
            kept = "".join(c for c in spread if unicodedata.category(c) not in ("Mn", "Cf"))
        else:
            kept = _LETTERS[letter]
        self[code] = kept
        return kept


_FOLDING = _Folding()


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Drop case, accents, Arabic letter forms and vowel marks; ё becomes е, й stays."""
    return unicodedata.normalize("NFC", word).casefold().translate(_FOLDING)
