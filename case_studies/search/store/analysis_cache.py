"""What pieces of text consist of. Each piece and each word is analysed once; after that it is a number.

A *token type* is a word in a language. It has the number of its folded word and the numbers of its terms.
"""

import re
from typing import NamedTuple

from case_studies.search.text.analysis import every_term, read, terms
from case_studies.search.text.folding import fold

MOST_TYPES = 200_000
"""Token types that are remembered from one segment file to the next, some hundred MB. Then the cache starts again."""
MIXED = ""
"""In place of a language: the words of a text can be of any language."""


class Piece(NamedTuple):
    """A piece of text with several words."""

    types: tuple[tuple[int, int], ...]
    """Token types, each with its position in the piece."""
    spans: tuple[tuple[int, int], ...]
    """By position, start and end in the piece."""


class AnalysisCache:
    """Remembers pieces of text, token types, terms and words."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.words: dict[str, int] = {}
        self.terms_of: list[tuple[int, ...]] = []
        """Per token type, the numbers of its terms."""
        self.word_of: list[int] = []
        """Per token type, the number of its word."""
        self._pieces: dict[str, dict[str, int | Piece]] = {}
        self._types: dict[tuple[str, str], int] = {}

    @property
    def is_full(self) -> bool:
        """Whether it should be replaced by an empty one."""
        return len(self.terms_of) > MOST_TYPES

    def pieces(self, language: str) -> dict[str, "int | Piece"]:
        """Return the known pieces of a language, for `analyse` and for direct lookup."""
        return self._pieces.setdefault(language, {})

    def analyse(self, match: re.Match[str], language: str) -> "int | Piece":
        """Analyse a new piece of text. A piece that is a single word is just the number of its token type."""
        found = read(match)
        types = tuple((self._type(token.word, language), token.position) for token in found)
        piece: int | Piece
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(match[0])):
            piece = types[0][0]
        else:
            spans: dict[int, tuple[int, int]] = {}
            for token in found:
                spans.setdefault(token.position, (token.start, token.end))
            piece = Piece(types, tuple(spans.values()))
        self.pieces(language)[match[0]] = piece
        return piece

    def _type(self, word: str, language: str) -> int:
        """Return the number of a token type; a new one is analysed."""
        key = (word, language)
        if key not in self._types:
            word_terms = every_term(word) if language == MIXED else terms(word, language)
            self._types[key] = len(self.terms_of)
            self.terms_of.append(tuple(self.terms.setdefault(term, len(self.terms)) for term in sorted(word_terms)))
            self.word_of.append(self.words.setdefault(fold(word), len(self.words)))
        return self._types[key]
