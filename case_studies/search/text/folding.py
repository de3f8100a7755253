"""Folding: words that differ only in case, accents, Arabic letter forms or Chinese characters become equal."""

import unicodedata
from functools import lru_cache

from case_studies.search.text.chinese import simplify

LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "й": "й", "ـ": "",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
}  # fmt: skip
"""Letters that no decomposition makes equal. The pickers of the form fold what is typed by the same table."""


class _Folding(dict[int, str]):
    """A table for `str.translate` that is filled when a character first occurs."""

    def __missing__(self, code: int) -> str:
        letter = simplify(chr(code))
        if letter not in LETTERS:
            decomposed = unicodedata.normalize("NFKD", letter)
            folded = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
        else:
            folded = LETTERS[letter]
        self[code] = folded
        return folded


_FOLDING = _Folding()


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Remove case, accents, Arabic letter forms and vowel marks. ё becomes е, й stays, 掃 becomes 扫."""
    return unicodedata.normalize("NFC", word).casefold().translate(_FOLDING)
