"""Text as it comes in: from a keyboard, from Word, from a mail. It is converted without a word and never refused.

All text becomes NFC. Line ends, Word's own characters and text that was decoded as Latin-1 become what they stand for;
characters that show nothing and could deceive are removed. A second conversion changes nothing.
"""

import re
import unicodedata

from case_studies.pasted_blocks import convert_blocks

LINE, PARAGRAPH = "\v", "\n\n"
"""A line break inside a paragraph, and the break between two. Word's plain text has both."""

_REMOVED = (
    *range(0x20),
    0x7F,
    *(0x180E, 0x200B, 0x2060, 0xFEFF),  # blanks without width, the byte order mark
    *(0x202D, 0x202E),  # overrides, which show letters in another order than they are stored
    *range(0x206A, 0x2070),  # deprecated formatting
    *(0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xFFFE, 0xFFFF),  # annotations, the place of a picture, no characters
)
_CONVERTED = {
    0x07: "\t",  # the end of a cell
    0x09: "\t",
    0x0A: "\n",
    0x0B: LINE,
    0x0C: PARAGRAPH,  # a page break
    0x1E: "\u2011",  # the non-breaking hyphen
    0x1F: "\u00ad",  # the optional hyphen
    0x2028: LINE,
    0x2029: PARAGRAPH,
    0x202A: "\u2066",  # embeddings become isolates, which do not change the order of the text around them
    0x202B: "\u2067",
    0x202C: "\u2069",
}


def _table() -> dict[int, str]:
    """Return what each character becomes. C1 control characters stand for those of Windows-1252."""
    windows = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
    halves = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character, which no database stores
    return {**dict.fromkeys(_REMOVED, ""), **windows, **halves, **_CONVERTED}


_CHARACTERS = _table()
_BREAKS = re.compile(r"[\t\n\v]+")
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s")
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def clean_line(text: str) -> str:
    """Return one line of text. Line breaks and tabs become blanks."""
    return _visible(_BREAKS.sub(" ", _characters(text)).strip())


def clean_text(text: str) -> str:
    """Return several lines of text, without Markdown."""
    return _visible(_trimmed(_characters(text).replace(LINE, "\n")))


def clean_markdown(text: str) -> str:
    """Return the text of a section or a remark. Lists and tables of Word's plain text become Markdown."""
    return _visible(_trimmed(convert_blocks(_characters(text))))


def _characters(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.translate(_CHARACTERS))


def _trimmed(text: str) -> str:
    """Return the text without blanks at its edges. The indentation of a list that it begins with stays."""
    inner = text.rstrip()
    lines = inner.lstrip("\n") if not inner[:1].isspace() else re.sub(r"\A(?:[^\S\n]*\n)+", "", inner)
    return lines if _ITEM.match(lines) else lines.lstrip()


def _visible(text: str) -> str:
    """Return the text, or nothing if a reader would see nothing of it."""
    return "" if all(map(_is_invisible, text)) else text


def _is_invisible(char: str) -> bool:
    """Whether the character is a blank, a joiner or a filler."""
    return unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp") or char in _FILLERS or char.isspace()
