"""The words of the synthetic libraries: those of the demonstration cases, and a long tail of made-up ones.

Demonstration words are as frequent as in the demonstration, which already follows a Zipf law. The frequency of unknown
words is the estimate of Good and Turing: the share of words that occur once. They are drawn from an endless vocabulary
with its own Zipf law, so that the vocabulary grows with the library as in Heaps' law.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from zlib import crc32

import rjieba

from case_studies.demo.files import case_files
from case_studies.scripts import is_han
from case_studies.search.text.analysis import is_common
from case_studies.search.text.folding import fold
from case_studies.vocabulary import Language

HEAPS = 0.7
"""The tail's vocabulary grows as the number of its words to this power, in the long run."""
FLAT = 200
"""About that many words of the tail are as frequent as each other (Mandelbrot's term)."""
SCRAMBLE = 1_000_003
"""A prime: neighbours in rank are written nothing alike."""
PUNCTUATION = " \t\n.,;:!?()[]«»“”\"'*-–—。，、；：！？（）「」《》،؛؟"
LATIN = tuple(c + v for c in "bdfgklmnprstvz" for v in "aeiou")
CYRILLIC = tuple(c + v for c in "бвгдзклмнпрст" for v in "аеиоу")
ARABIC = tuple(c + v for c in "بتجحدرسشعفقكلمن" for v in ("ا", "و", "ي", "ر", "ل"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its text, its word separator, and how unknown words are made."""

    language: str
    running: Sequence[str]
    """The words of its demonstration cases, one after the other."""
    content: Sequence[str]
    """Those of them that mean something, each once."""
    unseen: float
    """How likely a word is that the demonstration does not have."""
    syllables: Sequence[str]
    gap: str
    stop: str

    def some_word(self, random: Random) -> str:
        """Return a word, with the frequencies of the language."""
        return self.new_word(random) if random.random() < self.unseen else random.choice(self.running)

    def new_word(self, random: Random) -> str:
        """Return a word of the tail."""
        return self.made_up(1 + int(FLAT * ((1.0 - random.random()) ** (-1.0 / HEAPS) - 1.0)))

    def made_up(self, rank: int) -> str:
        """Return the unknown word of a rank, always the same. Frequent words are short."""
        base = len(self.syllables)
        size = base**2
        while size < rank * base:
            size *= base
        number = (rank * SCRAMBLE + crc32(self.language.encode())) % size
        written = ""
        while size > 1:
            size //= base
            number, digit = divmod(number, base)
            written += self.syllables[digit]
        return written


@cache
def tongues() -> dict[str, Tongue]:
    """Return the six languages."""
    running: dict[str, list[str]] = {language.value: [] for language in Language}
    for file in case_files():
        for text in file.content["sections"].values():
            running[file.content["language"]] += words(text, file.content["language"])
    return {language: _tongue(language, found) for language, found in running.items()}


def words(text: str, language: str) -> list[str]:
    """Return the words of a text as they are written."""
    pieces = rjieba.cut(text) if language == Language.CHINESE else text.split()
    return [word for piece in pieces if (word := piece.strip(PUNCTUATION))]


def _tongue(language: str, running: list[str]) -> Tongue:
    counted = Counter(fold(word.lower()) for word in running)
    content = [word for word in dict.fromkeys(running) if word.isalpha() and len(word) > 1 and not is_common(word)]
    return Tongue(
        language=language,
        running=running,
        content=content,
        unseen=sum(count == 1 for count in counted.values()) / len(running),
        syllables=_syllables(language, running),
        gap="" if language == Language.CHINESE else " ",
        stop="。" if language == Language.CHINESE else ". ",
    )


def _syllables(language: str, running: list[str]) -> Sequence[str]:
    if language == Language.CHINESE:
        return sorted({sign for word in running for sign in word if is_han(sign)})
    return {Language.RUSSIAN.value: CYRILLIC, Language.ARABIC.value: ARABIC}.get(language, LATIN)
