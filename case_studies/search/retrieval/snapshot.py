"""What one commit of an index holds, opened for reading.

A `Leaf` is a segment: it never changes but for deletions. A `Snapshot` puts the leaves of a commit together. Not for
several threads at once: Whoosh's readers move file positions.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from case_studies.search.facets import FIRST_YEAR, LAST_YEAR, Bitmaps
from case_studies.search.relevance import EVIDENCE
from case_studies.search.retrieval.postings import Postings
from case_studies.search.store.array_file import Array
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.segment_file import SegmentFile, open_segment_file, segment_file_path
from case_studies.search.store.stored_text import Content, decompress


class StoredFields(NamedTuple):
    """What is kept at hand of a case. In the order `packing` writes it."""

    reference: str
    fingerprint: str
    title: str
    language: str


class SegmentReader:
    """What never changes about a segment."""

    def __init__(self, pack: SegmentFile) -> None:
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


def _bits(documents: Array, size: int) -> int:
    mask = np.zeros(size, dtype=bool)
    mask[documents] = True
    return bits_of(mask)


def bits_of(mask: Array) -> int:
    """Return a mask of documents as a bitmap."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


class Snapshot:
    """One commit of an index."""

    def __init__(
        self, audience: str, folder: Path, reader: Any, generation: int, known: Mapping[str, SegmentReader]
    ) -> None:
        self.generation = generation
        self._audience = audience
        self._reader = reader
        self._parts = [part for part in reader.leaf_readers() if part[0].doc_count_all()]
        self.leaves = {}
        for reader_of, _ in self._parts:
            segment = reader_of.segment()
            name = str(segment.segment_id())
            self.leaves[name] = known.get(name) or SegmentReader(open_segment_file(segment_file_path(folder, segment)))
        self._packs = [(leaf.pack, part[1]) for leaf, part in zip(self.leaves.values(), self._parts, strict=True)]
        if any(pack.size != part[0].doc_count_all() for (pack, _), part in zip(self._packs, self._parts, strict=True)):
            raise ValueError("a pack is not its segment's")
        self.size = sum(pack.size for pack, _ in self._packs)
        self.facets: Bitmaps = self._combine()
        self.content = lru_cache(maxsize=200)(self._content)
        self._keep(self._find_live())

    def _keep(self, live: Array) -> None:
        self.live = live
        self.total = int(live.sum())
        self.words = Postings(self._audience, self._packs, live)
        self.nearest: dict[str, list[str]] = {}

    def without(self, references: Iterable[str]) -> "Snapshot":
        """The same commit as if some references had been taken out: nothing counts them, no word of theirs is known."""
        hidden = [number for reference in references for number in self.documents(reference)]
        if not hidden:
            return self
        rest = copy(self)
        rest.__dict__.pop("share_of_length", None)  # over the average of all that count
        live = self.live.copy()
        live[hidden] = False
        rest._keep(live)
        return rest

    def check(self) -> None:
        """Go through everything on disk, with `IndexForeign` where anything is not as it was written."""
        with as_corruption(self._audience):
            for pack, _ in self._packs:
                pack.check()

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

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
        with as_corruption(self._audience):
            return _places_in_order([card.reference for card in self.cards()])

    @cached_property
    def by_title(self) -> Array:
        """Each document's place in the order of titles."""
        return _places_in_order(self.titles())

    def cards(self) -> Iterator[StoredFields]:
        """Cards of all documents, those taken out included."""
        return (StoredFields(*json.loads(card)) for pack, _ in self._packs for card in pack.cards.all())

    def spelled(self, least: int, most: int) -> list[str]:
        """All words as they are written, folded, of some lengths in octets; not kept, since they are many."""
        with as_corruption(self._audience):
            return [word.decode() for pack, _ in self._packs for word in pack.words.sized(least, most)]

    def alive(self) -> Iterator[StoredFields]:
        """Cards of all cases in the index."""
        with as_corruption(self._audience):
            yield from (card for card, live in zip(self.cards(), self.live.tolist(), strict=True) if live)

    def titles(self) -> list[bytes]:
        """The words of all titles."""
        with as_corruption(self._audience):
            return [title for leaf in self.leaves.values() for title in leaf.titles]

    def card(self, document: int) -> StoredFields:
        """The card of one document."""
        pack, offset = self._pack_of(document)
        with as_corruption(self._audience):
            return StoredFields(*json.loads(pack.cards[document - offset]))

    def documents(self, reference: str) -> list[int]:
        """The documents of a reference that are in the index."""
        found, term = [], reference.encode(errors="surrogatepass")
        with as_corruption(self._audience):
            for leaf, offset in self._parts:
                if ("reference", term) in leaf:
                    found += [number + offset for number in leaf.postings("reference", term).all_ids()]
        return [number for number in found if self.live[number]]

    def mask(self, bits: int) -> Array:
        """Return the live documents of a bitmap as a mask."""
        octets = np.frombuffer((bits & ((1 << self.size) - 1)).to_bytes(self.size // 8 + 1, "little"), dtype=np.uint8)
        return np.unpackbits(octets, count=self.size, bitorder="little").astype(bool) & self.live

    def _content(self, document: int) -> Content:
        pack, offset = self._pack_of(document)
        with as_corruption(self._audience):
            return decompress(pack.contents[document - offset])

    def _pack_of(self, document: int) -> tuple[SegmentFile, int]:
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


def _places_in_order(texts: Sequence[Any]) -> Array:
    """Return each text's place in their order; the same for the same text."""
    places = {text: place for place, text in enumerate(sorted(set(texts)))}
    return np.array([places[text] for text in texts], dtype=np.int64)
