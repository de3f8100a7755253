"""The order of names in lists, by the rules of a language: accents and case decide only between equal letters."""

import unicodedata
from functools import lru_cache

SortKey = tuple[str, str, str]
AFTER_ALL = "\U0010ffff"
"""Sorts after every letter: a letter of its own comes after its base letter with anything that follows."""
OWN_LETTERS = {"es": {"ñ"}}
"""Letters that a language does not count as a form of their base letter. й is one in every language."""
LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
"""Letters that Unicode does not decompose."""


@lru_cache(maxsize=10_000)
def collation_key(name: str, language: str = "en") -> SortKey:
    """Return a key that sorts names as a reader of the language expects."""
    folded = unicodedata.normalize("NFC", name).casefold()
    own = OWN_LETTERS.get(language, set()) | {"й"}
    letters = "".join(_base(letter) + (AFTER_ALL if letter in own else "") for letter in folded)
    return letters, unicodedata.normalize("NFD", folded), name.swapcase()  # small letters first


def _base(letter: str) -> str:
    """Return a letter without its accents."""
    decomposed = unicodedata.normalize("NFKD", LETTERS.get(letter, letter))
    return "".join(part for part in decomposed if unicodedata.category(part) != "Mn")
