"""Traditional and simplified Chinese: texts, queries and names are compared in simplified characters."""

from functools import cache

from opencc import OpenCC

from case_studies.scripts import is_han

FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF


class _Simplified(dict[int, str]):
    """A table for `str.translate` that is filled when a character first occurs."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        simplified = _converter().convert(letter) if is_han(letter) else letter
        self[code] = simplified if len(simplified) == 1 else letter
        return self[code]


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_SIMPLIFIED = _Simplified()


@cache
def _traditional() -> dict[str, str]:
    """Return traditional → simplified character, of all that differ."""
    letters = (chr(code) for code in range(FIRST_HAN, LAST_HAN + 1))
    return {letter: simple for letter in letters if (simple := simplify(letter)) != letter}


def traditional_of(text: str) -> dict[str, str]:
    """Return traditional → simplified character, for the simplified characters of a text."""
    return {letter: simple for letter, simple in _traditional().items() if simple in text}


def simplify(text: str) -> str:
    """Replace each traditional character by the simplified one. The length of the text stays the same."""
    return text.translate(_SIMPLIFIED)
