"""From text to terms: words and their positions, folding, stemming, Chinese segmentation.

A text is analysed in its own language, a word of a query in every language that its script allows. A term contains its
language (`fr:mine`), so that a stem of one language is not confused with a word of another.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import rjieba
import Stemmer

from case_studies.scripts import HAN, is_han
from case_studies.search.text.chinese import simplify
from case_studies.search.text.folding import fold
from case_studies.search.text.protected_terms import whole_name
from case_studies.search.text.stopwords import STOPWORDS

LONGEST_WORD = 64
SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic", "ru": "russian"}
LONG_ENOUGH = 6
"""An Arabic word with so many letters may begin with "and" (waw), which is removed."""
LATIN, CYRILLIC, ARABIC, CHINESE = ("en", "fr", "es"), ("ru",), ("ar",), ("zh",)

APOSTROPHES = "'’‘‛ʼʻʹʾʿ′＇`´"
"""What is typed or written as an apostrophe, in names as N'Djamena and in transliterations."""
_LETTER_APOSTROPHES = "ʼʻʹʾʿ"
"""Those which Unicode counts as letters."""
_GROUPING = " ,.'’٬،，\u00a0\u2007\u2009\u202f"
"""What stands between the thousands of a number, by language and keyboard."""
_MARKS = "\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"
_NO_LETTERS = f"_{HAN}{_LETTER_APOSTROPHES}"
_PIECE = rf"[^\W{_NO_LETTERS}](?:[^\W{_NO_LETTERS}]|[{_MARKS}])*"
_CITING = r"(?:UN)?SCR|res\.|r[ée]solutions?|resoluci[oó]n(?:es)?|резолюци\w+|(?:ال)?قرار"
RESOLUTION = rf"(?i:\b(?:S/RES/|(?:{_CITING})\s*(?:(?:S/RES/|№|n[°º.]|no\.?|رقم)\s*)?)\d{{3,4}}\b)"
"""A citation of a Security Council resolution: S/RES/2518, SCR 2518, résolution 2518."""
_GROUPS = rf"\d{{1,3}}(?P<grouping>[{_GROUPING}])\d{{3}}(?:(?P=grouping)\d{{3}})*"
NUMBER = rf"(?<!\w)(?:{_GROUPS}|\d{{1,2}}(?:,\d\d)+,\d{{3}})(?!\w)"
"""A number in groups: 50,000, 50 000, 50.000, ٥٠٬٠٠٠, 5,00,000."""
_OWNER = re.compile(rf"[{APOSTROPHES}][sS]$")
_NUMBER = re.compile(r"\d{3,4}")
PIECES = re.compile(
    rf"""(?P<plain>(?!(?i:{_CITING}))[a-zA-ZÀ-ÖØ-öø-ÿА-Яа-яЁё]{{2,}}(?![\w{APOSTROPHES}‐‑{_MARKS}-]))  # most words
    | (?P<resolution>{RESOLUTION} | 第?\d{{3,4}}(?:\s?[（(]\d{{4}}[）)])?[号號])
    | (?P<number>{NUMBER})
    | (?i:\b(?:[a-z]|qu|jusqu|lorsqu|puisqu)[{APOSTROPHES}](?=\w))   # l'eau, qu'il: no word of their own
    | (?P<han>[{HAN}]+)
    | (?P<word>(?:\b(?i:[b-df-hj-np-tv-xz])[ ](?!\d+[{_GROUPING}]\d{{3}}))?  # "c ied" typed apart is C-IED
        {_PIECE}(?:[-‐‑]{_PIECE})*) (?:[{APOSTROPHES}][sS]\b)?""",
    re.VERBOSE,
)
"""Cuts a text into pieces: words with their hyphens, runs of Chinese, and particles such as "l'" that are no words."""
_PIECES = re.compile(_PIECE)
_stemmers = threading.local()


class Token(NamedTuple):
    """A word of a text and its position."""

    word: str
    """In lower case, with accents, because stemmers need them."""
    start: int
    end: int
    position: int
    width: int
    """The number of positions it covers: 1; more for a joined compound; 0 for what is inside a word."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text.

    A hyphenated compound comes as one word, then in its parts. A Chinese word comes whole, then with the words and
    characters inside it, and a number with its groups. A compound and its first part share a position.
    """
    position = 0
    for match in PIECES.finditer(text):
        start, words = match.start(), read(match)
        for word, begins, ends, at, width in words:
            yield Token(word, start + begins, start + ends, position + at, width)
        position += words[-1].position + 1 if words else 0


def read(piece: re.Match[str]) -> tuple[Token, ...]:
    """Return the words of a piece of a text, with positions relative to the piece."""
    return _read(piece.lastgroup, piece[0])


@lru_cache(maxsize=50_000)
def _read(kind: str | None, text: str) -> tuple[Token, ...]:
    return tuple(_READERS[kind](text)) if kind else ()


def _compound(text: str) -> list[Token]:
    text = _OWNER.sub("", text)
    if text.isalnum():
        return [Token(_plain(text), 0, len(text), 0, 1)]
    parts = [
        Token(_plain(piece.group()), piece.start(), piece.end(), number, 1)
        for number, piece in enumerate(_PIECES.finditer(text))
    ]
    if len(parts) == 1:
        return parts
    joined = "".join(part.word for part in parts)[:LONGEST_WORD]
    return [Token(joined, 0, parts[-1].end, 0, len(parts)), *parts]


def _resolution(text: str) -> list[Token]:
    """Return a citation as one word by its number, however it is written, followed by its parts."""
    parts = [part for part in _compound(text) if part.width == 1]
    number = _NUMBER.search(text)
    cited = Token(f"res{number[0]}" if number else _plain(text), 0, len(text), 0, len(parts))
    return [cited, *parts] if len(parts) > 1 else [cited, parts[0]._replace(width=0)]


def _grouped(text: str) -> list[Token]:
    """Return a number in groups as one word. The groups share its position, so that phrases match either way."""
    groups = [_plain(piece) for piece in _PIECES.findall(text)]
    inner = (Token(group, 0, len(text), 0, 0) for group in dict.fromkeys(groups))
    return [Token("".join(groups)[:LONGEST_WORD], 0, len(text), 0, 1), *inner]


def _segments(text: str) -> list[Token]:
    """Segment Chinese into words. The words and characters inside a word share its position."""
    words: list[Token] = []
    offset = 0
    for number, word in enumerate(rjieba.cut(simplify(text))):
        end = offset + len(word)
        whole, *inner = _chinese(word)
        words.append(Token(whole, offset, end, number, 1))
        words += [Token(part, offset, end, number, 0) for part in inner]
        offset = end
    return words


@lru_cache(maxsize=50_000)
def _chinese(word: str) -> tuple[str, ...]:
    """Return a Chinese word, and the words and characters inside it."""
    inner = sorted({*rjieba.cut_for_search(word), *word} - {word}, key=lambda part: (-len(part), part))
    return tuple(_plain(part) for part in (word, *inner))


_READERS = {"plain": _compound, "word": _compound, "number": _grouped, "resolution": _resolution, "han": _segments}


def _plain(word: str) -> str:
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
        if not word.isalpha():
            word = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word)
    return word.lower()[:LONGEST_WORD]


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages that a word can have by its script. The first is used if the text has none of them."""
    letter = word[:1]
    if "\u0400" <= letter <= "\u052f":
        return CYRILLIC
    if "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufeff":
        return ARABIC
    if is_han(letter):
        return CHINESE
    return LATIN


@lru_cache(maxsize=100_000)
def terms(word: str, language: str) -> tuple[str, ...]:
    """Return the terms of a word in a text of a language: its stems with and without accents, or a protected name."""
    possible = languages_of(word)
    used = language if language in possible else possible[0]
    if possible in (LATIN, CYRILLIC) and (name := whole_name(fold(word))):
        return (f"{used}:={name}",)
    if word.isascii():
        return (f"{used}:{_stem(word, used)}",)
    stems = {fold(_stem(form, used)) for form in (word, fold(word))}
    return tuple(f"{used}:{stem}" for stem in sorted(stems))


@lru_cache(maxsize=100_000)
def every_term(word: str) -> frozenset[str]:
    """Return the terms of a word of unknown language, such as a word of a query or of a label."""
    return frozenset(term for language in languages_of(word) for term in terms(word, language))


def is_common(word: str) -> bool:
    """Return whether a word is too common to be required."""
    return fold(word) in _COMMON


def _stem(word: str, language: str) -> str:
    """Return the Snowball stem. Each thread has its own stemmers, because they are not thread-safe."""
    if language not in SNOWBALL:
        return word
    own: dict[str, Stemmer.Stemmer] = _stemmers.__dict__
    if language not in own:
        own[language] = Stemmer.Stemmer(SNOWBALL[language])
    stem: str = own[language].stemWord(_without_article(word) if language == "ar" else word)
    # Spanish words twice, so that militares and militar have the same stem
    return own[language].stemWord(stem) if language == "es" else stem


def _without_article(word: str) -> str:
    """Prepare an Arabic word for Snowball, which does not remove "wal-" and the plural "-at"."""
    for article in ("وال", "فال", "بال", "كال", "لل", "ال"):
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word.removeprefix(article)
            break
    else:
        if word.startswith("و") and len(word) >= LONG_ENOUGH:  # "and" is written together with the word
            word = word[1:]
    return word[:-2] + "ة" if word.endswith("ات") and len(word) >= 4 else word


_COMMON = frozenset(fold(word) for words in STOPWORDS.values() for word in words.split())
