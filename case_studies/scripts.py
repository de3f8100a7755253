"""Which characters are Chinese (of the Han script). Search, diff, word count and pages share this definition."""

import re

HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, for use inside the brackets of a regular expression. Planes 2 and 3 of Unicode have no others."""
_HAN_CHARACTER = re.compile(f"[{HAN}]")


def is_han(character: str) -> bool:
    """Return whether one character is a Han character."""
    return _HAN_CHARACTER.fullmatch(character) is not None
