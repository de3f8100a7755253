"""Where words stand in one commit of an index: the postings of all its packs, as if they were one."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from case_studies.search.query.tree import PhraseNode
from case_studies.search.store.array_file import Array
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.segment_file import QUARTERS, SegmentFile
from case_studies.search.text.analysis import every_term

MOST_EXPANSIONS = 200
"""Words a prefix stands for at most."""
PLACES = 20
"""Bits for a position below those for a document, where both make one number."""
_NOTHING = np.zeros(0, dtype=np.int64)


class Postings:
    """Looks words up. What was looked up lately is kept at hand."""

    def __init__(self, audience: str, packs: Sequence[tuple[SegmentFile, int]], live: Array) -> None:
        """Take packs, each with the number of its first document, and which documents are live."""
        self._audience = audience
        self._packs = packs
        self._live = live
        self._size = len(live)
        self._whole = bool(live.all())
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)
        self.posting = lru_cache(maxsize=200)(self._posting)
        self.clause = lru_cache(maxsize=200)(self._clause)
        self.expand = lru_cache(maxsize=200)(self._expand)

    def _frequency(self, term: str) -> int:
        return len(self.posting(term)[0])

    def _posting(self, term: str) -> tuple[Array, Array]:
        """The documents a term is in, with its weight in each."""
        documents, weights = [_NOTHING], [_NOTHING]
        with as_corruption(self._audience):
            for pack, offset, at in self._found(term):
                here = _postings_of(pack, at)
                documents.append(pack.documents[here].astype(np.int64) + offset)
                weights.append(pack.weights[here])
            found = np.concatenate(documents)
            live = self._live[found]
        return found[live], np.concatenate(weights)[live].astype(np.float32) / QUARTERS

    def _found(self, term: str) -> Iterator[tuple[SegmentFile, int, int]]:
        """The packs that have a term, each with the number of its first document, and where the term stands in it."""
        octets = term.encode()
        for pack, offset in self._packs:
            at = pack.terms.find(octets)
            if at is not None:
                yield pack, offset, at

    def _clause(self, clause: PhraseNode) -> tuple[Array, Array]:
        """The documents in which a clause holds, with its weight in each."""
        slots = self.slots(clause)
        first = self._slot(slots[0])
        if len(slots) == 1:
            documents = np.flatnonzero(first)
            return documents, first[documents]
        within = first > 0
        for slot in slots[1:]:
            within &= self._slot(slot) > 0
        starts, all_starts = self.starts(clause, within) >> PLACES, self._keys(slots[0], within) >> PLACES
        documents, often = np.unique(starts, return_counts=True)
        share = often / np.bincount(all_starts, minlength=self._size)[documents]
        return documents, (first[documents] * share).astype(np.float32)

    def slots(self, clause: PhraseNode) -> Sequence[frozenset[str]]:
        """The slots of a clause; of a prefix, one with all words that begin so."""
        if not clause.prefix:
            return clause.slots
        return (frozenset(term for word in self.expand(clause.prefix) for term in every_term(word)),)

    def _slot(self, slot: frozenset[str]) -> Array:
        weights = np.zeros(self._size, dtype=np.float32)
        for term in slot:
            documents, found = self.posting(term)
            weights[documents] = np.maximum(weights[documents], found)
        return weights

    def starts(self, clause: PhraseNode, documents: Array) -> Array:
        """Where in the documents of a mask a clause begins: document and position in one number, rising."""
        first, *others = self.slots(clause)
        found = self._keys(first, documents)
        for step, slot in enumerate(others, 1):
            found = np.intersect1d(found, self._keys(slot, documents) - step, assume_unique=True)
        return found

    def _keys(self, slot: frozenset[str], documents: Array) -> Array:
        keys = [_NOTHING]
        with as_corruption(self._audience):
            for term in slot:
                for pack, offset, at in self._found(term):
                    numbers = pack.documents[_postings_of(pack, at)].astype(np.int64) + offset
                    wanted = documents[numbers]
                    if wanted.any():
                        keys.append(_keys_of(pack, at, numbers, wanted))
        return np.unique(np.concatenate(keys))

    def often(self, word: str) -> int:
        """In how many documents a word is, in the language in which most have it."""
        return max(self.frequency(term) for term in every_term(word))

    def _expand(self, prefix: str) -> tuple[str, ...]:
        """Words that begin so, in order of the alphabet, up to a bound."""
        found: set[bytes] = set()
        with as_corruption(self._audience):
            for pack, _ in self._packs:
                begun = pack.words.begun(prefix.encode())
                if not self._whole:  # the words of a case that was taken out stay in its segment for a while
                    begun = (word for word in begun if self.often(word.decode()))
                found.update(islice(begun, MOST_EXPANSIONS))
            return tuple(word.decode() for word in sorted(found)[:MOST_EXPANSIONS])


def _postings_of(pack: SegmentFile, term: int) -> slice:
    """Where the postings of a term stand."""
    return slice(int(pack.posting_starts[term]), int(pack.posting_starts[term + 1]))


def _keys_of(pack: SegmentFile, term: int, numbers: Array, wanted: Array) -> Array:
    """Put together documents and positions of the wanted postings of a term."""
    counts = pack.counts[_postings_of(pack, term)]
    places = pack.places[pack.place_starts[term] : pack.place_starts[term + 1]][np.repeat(wanted, counts)]
    return np.asarray((np.repeat(numbers[wanted], counts[wanted]) << PLACES) + places)
