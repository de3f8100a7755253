"""Where words are in one commit: the postings of all its segments as if they were one. Lookups are cached."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.query.tree import PhraseNode
from case_studies.search.store.segment_file import POSITION_BITS, WEIGHT_STEPS, SegmentFile
from case_studies.search.text.analysis import every_term

MOST_EXPANSIONS = 200
"""Words that a prefix is expanded to, at most."""
_EMPTY = np.zeros(0, dtype=np.int64)


class Postings:
    """Finds terms, phrases and prefixes in the live documents.

    A *place* is a document and a position in one number: the position has the lowest `POSITION_BITS` bits.
    """

    def __init__(self, files: Sequence[tuple[SegmentFile, int]], live: Array) -> None:
        """Take segment files, each with the number of its first document, and a mask of the live documents."""
        self._files = files
        self._live = live
        self._size = len(live)
        self._all_live = bool(live.all())
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)
        self.term = lru_cache(maxsize=200)(self._term)
        self.phrase = lru_cache(maxsize=200)(self._phrase)
        self.expand = lru_cache(maxsize=200)(self._expand)

    def _frequency(self, term: str) -> int:
        """Return the number of documents that have a term."""
        return len(self.term(term)[0])

    def _term(self, term: str) -> tuple[Array, Array]:
        """Return the documents that have a term, and its weight in each."""
        documents, weights = [_EMPTY], [_EMPTY]
        for file, offset, number in self._files_with(term):
            documents.append(file.documents_of(number).astype(np.int64) + offset)
            weights.append(file.weights_of(number))
        joined = np.concatenate(documents)
        live = self._live[joined]
        return joined[live], np.concatenate(weights)[live].astype(np.float32) / WEIGHT_STEPS

    def _files_with(self, term: str) -> Iterator[tuple[SegmentFile, int, int]]:
        """Yield the files that have a term, each with the number of its first document, and the term's number in it."""
        encoded = term.encode()
        for file, offset in self._files:
            number = file.terms.find(encoded)
            if number is not None:
                yield file, offset, number

    def _phrase(self, phrase: PhraseNode) -> tuple[Array, Array]:
        """Return the documents that have a phrase, and its weight in each."""
        slots = self.slots(phrase)
        first = self._slot_weights(slots[0])
        if len(slots) == 1:
            documents = np.flatnonzero(first)
            return documents, first[documents]
        candidates = first > 0
        for slot in slots[1:]:
            candidates &= self._slot_weights(slot) > 0
        places = self.phrase_places(phrase, candidates) >> POSITION_BITS
        first_places = self._slot_places(slots[0], candidates) >> POSITION_BITS
        documents, times = np.unique(places, return_counts=True)
        share = times / np.bincount(first_places, minlength=self._size)[documents]
        return documents, (first[documents] * share).astype(np.float32)

    def slots(self, phrase: PhraseNode) -> Sequence[frozenset[str]]:
        """Return the slots of a phrase. A prefix is one slot with the terms of all words that begin with it."""
        if not phrase.prefix:
            return phrase.slots
        return (frozenset(term for word in self.expand(phrase.prefix) for term in every_term(word)),)

    def _slot_weights(self, slot: frozenset[str]) -> Array:
        """Return, per document, the largest weight of the terms of a slot."""
        weights = np.zeros(self._size, dtype=np.float32)
        for term in slot:
            documents, term_weights = self.term(term)
            weights[documents] = np.maximum(weights[documents], term_weights)
        return weights

    def phrase_places(self, phrase: PhraseNode, documents: Array) -> Array:
        """Return the places where a phrase begins in the documents of a mask, sorted."""
        first, *others = self.slots(phrase)
        places = self._slot_places(first, documents)
        for step, slot in enumerate(others, 1):
            places = np.intersect1d(places, self._slot_places(slot, documents) - step, assume_unique=True)
        return places

    def _slot_places(self, slot: frozenset[str], documents: Array) -> Array:
        places = [_EMPTY]
        for term in slot:
            for file, offset, number in self._files_with(term):
                posted = file.documents_of(number).astype(np.int64) + offset
                wanted = documents[posted]
                if wanted.any():
                    counts, positions = file.positions_of(number, wanted)
                    places.append((np.repeat(posted[wanted], counts) << POSITION_BITS) + positions)
        return np.unique(np.concatenate(places))

    def word_frequency(self, word: str) -> int:
        """Return the number of documents that have a word, in the language in which it is most frequent."""
        return max(self.frequency(term) for term in every_term(word))

    def _expand(self, prefix: str) -> tuple[str, ...]:
        """Return the words that begin with a prefix, sorted, at most `MOST_EXPANSIONS`."""
        words: set[bytes] = set()
        for file, _ in self._files:
            candidates = file.words.with_prefix(prefix.encode())
            if not self._all_live:  # a segment keeps the words of deleted documents until it is merged
                candidates = (word for word in candidates if self.word_frequency(word.decode()))
            words.update(islice(candidates, MOST_EXPANSIONS))
        return tuple(word.decode() for word in sorted(words)[:MOST_EXPANSIONS])
