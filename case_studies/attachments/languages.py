"""The language of a text, by its script and its commonest words. Only the six official languages are known."""

import re

from case_studies.vocabulary import Language

LETTERS = {
    Language.ARABIC: re.compile("[\u0620-\u064a]"),
    Language.CHINESE: re.compile("[\u4e00-\u9fff]"),
    Language.RUSSIAN: re.compile("[\u0400-\u04ff]"),
}
COMMON = {
    Language.ENGLISH: frozenset("the of and to in is was for that with on by were from are this".split()),
    Language.FRENCH: frozenset("le la les des et une est dans pour que qui sur aux par avec du".split()),
    Language.SPANISH: frozenset("el los las una es en para que con por se del como más fue y".split()),
}
READ = 20_000  # characters
FEWEST_LETTERS = 40
LEAST_SHARE = 0.08  # of the words that are among the commonest


def language_of(text: str) -> Language | None:
    """Return the language of a text, or None if it can't be recognized."""
    sample = text[:READ]
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS:
        return None
    for language, pattern in LETTERS.items():
        if len(pattern.findall(sample)) * 2 > letters:
            return language
    words = re.findall(r"\w+", sample.lower())
    counts = {language: sum(word in common for word in words) for language, common in COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= LEAST_SHARE * len(words) else None
