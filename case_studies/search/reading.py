"""What one commit of an index holds, opened for reading.

A `Leaf` is a segment: it never changes but for deletions. A `Snapshot` puts the leaves of a commit together. Not for
several threads at once: Whoosh's readers move file positions.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from case_studies.search.analysis import every_term
from case_studies.search.damage import naming_damage
from case_studies.search.facets import FIRST_YEAR, LAST_YEAR, Bitmaps
from case_studies.search.pack import QUARTERS, Array, Pack, open_pack, pack_of
from case_studies.search.ranking import EVIDENCE
from case_studies.search.wishes import Clause

MOST_EXPANSIONS = 200
"""Words a prefix stands for at most."""
PLACES = 20
"""Bits for a position below those for a document, where both make one number."""


class Card(NamedTuple):
    """What is kept at hand of a case. In the order `packing` writes it."""

    reference: str
    fingerprint: str
    title: str
    language: str


class Content(NamedTuple):
    """A case's sections, and the place of every word in them."""

    sections: tuple[tuple[str, str, int], ...]
    """Section id, text, position of its first word."""
    spans: Sequence[int]
    """Start and end of each word in its section's text, by position."""

    def place(self, position: int) -> tuple[int, int, int] | None:
        """Which section a position is in, and from where to where; None for title and labels."""
        if position * 2 >= len(self.spans):
            return None
        section = bisect_right(self.sections, position, key=lambda entry: entry[2]) - 1
        return section, self.spans[position * 2], self.spans[position * 2 + 1]


class Leaf:
    """What never changes about a segment."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.facets: dict[str, dict[str, int]] = {}
        for number, term in enumerate(pack.values.all()):
            name, _, value = term.decode().partition("=")
            documents = pack.value_documents[pack.value_starts[number] : pack.value_starts[number + 1]]
            if len(documents):
                self.facets.setdefault(name, {})[value] = _bits(documents, pack.size)

    @cached_property
    def titles(self) -> list[bytes]:
        """The words of each title, each between spaces."""
        return self.pack.titles.all()

    @cached_property
    def words(self) -> list[str]:
        """All words, folded."""
        return [word.decode() for word in self.pack.words.all()]


def _bits(documents: Array, size: int) -> int:
    mask = np.zeros(size, dtype=bool)
    mask[documents] = True
    return bits_of(mask)


def bits_of(mask: Array) -> int:
    """Return a mask of documents as a bitmap."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


class Snapshot:
    """One commit of an index."""

    def __init__(self, audience: str, folder: Path, reader: Any, generation: int, known: Mapping[str, Leaf]) -> None:
        self.generation = generation
        self._audience = audience
        self._reader = reader
        self._parts = [part for part in reader.leaf_readers() if part[0].doc_count_all()]
        self.leaves = {}
        for reader_of, _ in self._parts:
            segment = reader_of.segment()
            name = str(segment.segment_id())
            self.leaves[name] = known.get(name) or Leaf(open_pack(pack_of(folder, segment)))
        self._packs = [(leaf.pack, part[1]) for leaf, part in zip(self.leaves.values(), self._parts, strict=True)]
        if any(pack.size != part[0].doc_count_all() for (pack, _), part in zip(self._packs, self._parts, strict=True)):
            raise ValueError("a pack is not its segment's")
        self.size = sum(pack.size for pack, _ in self._packs)
        self.live = self._find_live()
        self.total = int(self.live.sum())
        self.facets: Bitmaps = self._combine()
        self.frequency = lru_cache(maxsize=20_000)(self._frequency)
        self.posting = lru_cache(maxsize=200)(self._posting)
        self.clause = lru_cache(maxsize=200)(self._clause)
        self.expand = lru_cache(maxsize=200)(self._expand)
        self.content = lru_cache(maxsize=200)(self._content)
        self.nearest: dict[str, list[str]] = {}

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    # What is kept of each document

    @cached_property
    def share_of_length(self) -> Array:
        """Each document's length over the average."""
        lengths = self._joined("lengths").astype(np.float32)
        return np.asarray(lengths / max(1.0, float(lengths[self.live].sum()) / max(1, self.total)))

    @cached_property
    def published(self) -> Array:
        """The day each document was published on."""
        return self._joined("published").astype(np.int64)

    @cached_property
    def evidence(self) -> Array:
        """How strong each document's evidence is, from 0."""
        strength = np.zeros(self.size, dtype=np.int64)
        for rank, value in enumerate(EVIDENCE, 1):
            strength[self.mask(self.facets.get("evidence", {}).get(value, 0))] = rank
        return strength

    @cached_property
    def by_reference(self) -> Array:
        """Each document's place in the order of references."""
        return _places_in_order([card.reference for card in self.cards()])

    @cached_property
    def by_title(self) -> Array:
        """Each document's place in the order of titles."""
        return _places_in_order(self.titles())

    def cards(self) -> Iterator[Card]:
        """Cards of all documents, those taken out included."""
        return (Card(*json.loads(card)) for pack, _ in self._packs for card in pack.cards.all())

    def alive(self) -> Iterator[Card]:
        """Cards of all cases in the index."""
        return (card for card, live in zip(self.cards(), self.live.tolist(), strict=True) if live)

    def titles(self) -> list[bytes]:
        """The words of all titles."""
        return [title for leaf in self.leaves.values() for title in leaf.titles]

    def card(self, document: int) -> Card:
        """The card of one document."""
        pack, offset = self._pack_of(document)
        return Card(*json.loads(pack.cards[document - offset]))

    def documents(self, reference: str) -> list[int]:
        """The documents of a reference that are in the index."""
        found, term = [], reference.encode(errors="surrogatepass")
        with naming_damage(self._audience):
            for leaf, offset in self._parts:
                if ("reference", term) in leaf:
                    found += [number + offset for number in leaf.postings("reference", term).all_ids()]
        return [number for number in found if self.live[number]]

    def mask(self, bits: int) -> Array:
        """Return a bitmap of documents as a mask."""
        octets = np.frombuffer((bits & ((1 << self.size) - 1)).to_bytes(self.size // 8 + 1, "little"), dtype=np.uint8)
        return np.unpackbits(octets, count=self.size, bitorder="little").astype(bool)

    # Where words are

    def _frequency(self, term: str) -> int:
        return len(self.posting(term)[0])

    def _posting(self, term: str) -> tuple[Array, Array]:
        """The documents a term is in, with its weight in each."""
        documents, weights = [_NOTHING], [_NOTHING]
        for pack, offset, start, end in self._slices(term):
            documents.append(pack.documents[start:end].astype(np.int64) + offset)
            weights.append(pack.weights[start:end])
        found = np.concatenate(documents)
        live = self.live[found]
        return found[live], np.concatenate(weights)[live].astype(np.float32) / QUARTERS

    def _slices(self, term: str) -> Iterator[tuple[Pack, int, int, int]]:
        octets = term.encode()
        for pack, offset in self._packs:
            at = pack.terms.find(octets)
            if at is not None:
                yield pack, offset, int(pack.posting_starts[at]), int(pack.posting_starts[at + 1])

    def _clause(self, clause: Clause) -> tuple[Array, Array]:
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
        share = often / np.bincount(all_starts, minlength=self.size)[documents]
        return documents, (first[documents] * share).astype(np.float32)

    def slots(self, clause: Clause) -> Sequence[frozenset[str]]:
        """The slots of a clause; of a prefix, one with all words that begin so."""
        if not clause.prefix:
            return clause.slots
        return (frozenset(term for word in self.expand(clause.prefix) for term in every_term(word)),)

    def _slot(self, slot: frozenset[str]) -> Array:
        weights = np.zeros(self.size, dtype=np.float32)
        for term in slot:
            documents, found = self.posting(term)
            weights[documents] = np.maximum(weights[documents], found)
        return weights

    def starts(self, clause: Clause, documents: Array) -> Array:
        """Where in the documents of a mask a clause begins: document and position in one number, rising."""
        first, *others = self.slots(clause)
        found = self._keys(first, documents)
        for step, slot in enumerate(others, 1):
            found = np.intersect1d(found, self._keys(slot, documents) - step, assume_unique=True)
        return found

    def _keys(self, slot: frozenset[str], documents: Array) -> Array:
        keys = [_NOTHING]
        for term in slot:
            for pack, offset, start, end in self._slices(term):
                numbers = pack.documents[start:end].astype(np.int64) + offset
                wanted = documents[numbers]
                if wanted.any():
                    keys.append(_keys_of(pack, pack.terms.find(term.encode()) or 0, numbers, wanted, start, end))
        return np.unique(np.concatenate(keys))

    def vocabularies(self) -> Iterator[list[str]]:
        """All words as they are written, folded, segment by segment."""
        return (leaf.words for leaf in self.leaves.values())

    def often(self, word: str) -> int:
        """In how many documents a word is, in the language in which most have it."""
        return max(self.frequency(term) for term in every_term(word))

    def _expand(self, prefix: str) -> tuple[str, ...]:
        """Words that begin so, in order of the alphabet, up to a bound."""
        found: set[bytes] = set()
        for pack, _ in self._packs:
            found.update(islice(pack.words.begun(prefix.encode()), MOST_EXPANSIONS))
        return tuple(word.decode() for word in sorted(found)[:MOST_EXPANSIONS])

    def _content(self, document: int) -> Content:
        with naming_damage(self._audience):
            stored = self._reader.stored_fields(document)
            spans = array("I", stored["spans"])
            return Content(stored["sections"], spans)

    def _pack_of(self, document: int) -> tuple[Pack, int]:
        return self._packs[bisect_right(self._packs, document, key=lambda part: part[1]) - 1]

    def _joined(self, name: str) -> Array:
        return np.concatenate([np.zeros(0, np.uint32), *(getattr(pack, name) for pack, _ in self._packs)])

    def _find_live(self) -> Array:
        live = np.ones(self.size, dtype=bool)
        for leaf, offset in self._parts:
            gone = np.array(list(leaf.segment().deleted_docs()), dtype=np.int64)
            live[gone + offset] = False
        return live

    def _combine(self) -> dict[str, dict[str, int]]:
        combined: dict[str, dict[str, int]] = {FIRST_YEAR: {}, LAST_YEAR: {}}
        for leaf, (_, offset) in zip(self.leaves.values(), self._packs, strict=True):
            for name, values in leaf.facets.items():
                into = combined.setdefault(name, {})
                for value, bits in values.items():
                    into[value] = into.get(value, 0) | bits << offset
        return combined


_NOTHING = np.zeros(0, dtype=np.int64)


def _keys_of(pack: Pack, term: int, numbers: Array, wanted: Array, start: int, end: int) -> Array:
    """Put together documents and positions of the wanted postings of a term."""
    counts = pack.counts[start:end]
    places = pack.places[pack.place_starts[term] : pack.place_starts[term + 1]][np.repeat(wanted, counts)]
    return np.asarray((np.repeat(numbers[wanted], counts[wanted]) << PLACES) + places)


def _places_in_order(texts: Sequence[Any]) -> Array:
    places = np.empty(len(texts), dtype=np.int64)
    places[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return places
