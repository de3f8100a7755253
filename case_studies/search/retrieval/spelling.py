"""Corrects words that no case has: each is replaced by the nearest word with which this reader finds a case.

In a sentence, corrections are offered and not made: there a word that no case has is more often right than misspelt. A
search makes them if it finds nothing without them.

Candidates are the words of the reader's own index and of the thesaurus. A word of the thesaurus is used if there are
cases about its concept.
"""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from case_studies.search.contract import Correction
from case_studies.search.query.parser import parse
from case_studies.search.query.tree import QueryNode, TermGroup, text_nodes
from case_studies.search.retrieval.scoring import find
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.text.analysis import CHINESE, languages_of
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Thesaurus

MISTAKES = ((8, 2), (5, 1))
"""Length of a word, and how many of its letters can be wrong, missing, added or swapped from that length on."""
MOST_CANDIDATES = 8
MOST_CORRECTED = 5
"""Words of one query that are corrected."""


PUNCTUATION = ".,;:!?…«»“”„‘’'؟،؛"
SENTENCE = 8
"""From so many words on, a query is a sentence."""


class Corrected(NamedTuple):
    """A query as it is searched, its corrections, and the query with corrections that were not made."""

    text: str
    corrections: tuple[Correction, ...] = ()
    offered: str = ""


def correct(snapshot: Snapshot, text: str, tree: QueryNode, thesaurus: Thesaurus) -> Corrected:
    """Correct a query, or find out what to offer for a sentence."""
    corrections = []
    split = corrected = text
    for word in reversed(list(_unknown_words(snapshot, tree))[:MOST_CORRECTED]):
        if len(word.tokens) > 1:  # a compound that no case has: search for its parts
            parts = _split_compound(word)
            split, corrected = _with(split, word, parts), _with(corrected, word, parts)
            continue
        for candidate in _nearest_words(snapshot, word, thesaurus):
            attempt = _with(corrected, word, candidate)
            if _finds_cases(snapshot, parse(attempt, thesaurus), candidate):
                corrections.append(Correction(word.typed, candidate))
                corrected = attempt
                break
    found = tuple(reversed(corrections))
    if found and _is_sentence(text):
        return Corrected(split, found, offered=corrected)
    return Corrected(corrected, found)


def _is_sentence(text: str) -> bool:
    """Whether a query is so long. Fields, phrases and what is left out by a sign are no words of a sentence."""
    return sum(piece.strip(PUNCTUATION).isalpha() for piece in text.split()) >= SENTENCE


def _with(text: str, word: TermGroup, other: str) -> str:
    """Return a text with something in the place of a word. What is before the word has to be as it was typed."""
    return text[: word.start] + other + text[word.start + len(word.typed) :]


def _unknown_words(snapshot: Snapshot, tree: QueryNode) -> Iterator[TermGroup]:
    """Yield the plain words of a query that no case and no name in the thesaurus has."""
    words = (node for node in text_nodes(tree) if isinstance(node, TermGroup) and node.tokens)
    return (word for word in words if not ((find(snapshot, word).share > 0) & snapshot.live).any())


def _split_compound(word: TermGroup) -> str:
    parts = [token for token in word.tokens if token.width == 1]
    begin = word.tokens[0].start
    return " ".join(word.typed[token.start - begin : token.end - begin] for token in parts)


def _nearest_words(snapshot: Snapshot, word: TermGroup, thesaurus: Thesaurus) -> list[str]:
    """Return the words nearest to a word, the most likely first; none if it has other characters than letters."""
    folded = fold(word.typed)
    mistakes = next((most for length, most in MISTAKES if len(folded) >= length), 0)
    if not mistakes or folded in thesaurus.words or not word.typed.isalpha():
        return []
    if languages_of(word.tokens[0].word) == CHINESE:
        return []
    tolerance = mistakes * max(len(letter.encode()) for letter in folded)
    size = len(folded.encode())
    own_words = snapshot.words_of_length(size - tolerance, size + tolerance)
    frequency = snapshot.postings.word_frequency
    distances = {
        # a segment keeps the words of deleted documents until it is merged
        **_within_distance(folded, own_words, mistakes, lambda candidate: frequency(candidate) > 0),
        **_within_distance(folded, list(thesaurus.words), mistakes, bool),
    }
    candidates = sorted(distances, key=lambda one: (distances[one], one[0] != folded[0], -frequency(one), one))
    return candidates[:MOST_CANDIDATES]


def _within_distance(
    word: str, candidates: Collection[str], most: int, is_usable: Callable[[str], bool]
) -> dict[str, int]:
    """Return the usable candidates with at most so many mistakes, and their number of mistakes."""
    near = extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {candidate: int(distance) for candidate, distance, _ in near if is_usable(candidate)}


def _finds_cases(snapshot: Snapshot, tree: QueryNode, word: str) -> bool:
    """Whether a word, or the concept that it helps to name in a query, has cases that this reader can find."""
    nodes = (node for node in text_nodes(tree) if word in fold(node.typed).split())
    return any(((find(snapshot, node).share >= 1) & snapshot.live).any() for node in nodes)
