"""One commit of an index, opened for reading: its segments put together, documents numbered from 0.

Not for several threads at once: Whoosh's readers move file positions.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.contract import Library, Query
from case_studies.search.facet_counts import FIRST_YEAR, LAST_YEAR, Bitmaps, facet_counts
from case_studies.search.facets import KIND, LIFE
from case_studies.search.relevance import EVIDENCE, UNCONFIRMED_SHARE
from case_studies.search.retrieval.bitmaps import bitmap_of, mask_of
from case_studies.search.retrieval.postings import Postings
from case_studies.search.retrieval.segment_reader import SegmentReader
from case_studies.search.store.corruption import CorruptDataError
from case_studies.search.store.segment_file import SegmentFile, open_segment_file, segment_file_path
from case_studies.search.store.stored_fields import StoredFields, decode_fields
from case_studies.search.store.stored_text import StoredText, decompress
from case_studies.search.store.whoosh_index import JoinedCommit, WhooshCommit
from case_studies.vocabulary import ENDED_LIVES, Life


class Snapshot:
    """One commit. Every method can raise CorruptDataError."""

    def __init__(
        self, folder: Path, commit: WhooshCommit | JoinedCommit, number: int, opened: Mapping[str, SegmentReader]
    ) -> None:
        """Open the files of a commit's segments; `opened` has those of an earlier commit, which are used again."""
        self.commit_number = number
        self.folder = folder
        self.segments = commit.segments
        self._commit = commit
        self.segment_readers = {
            segment.segment_id: opened.get(segment.segment_id)
            or SegmentReader(open_segment_file(segment_file_path(folder, segment.segment_id)))
            for segment in commit.segments
        }
        readers = self.segment_readers.values()
        self._files = [(reader.file, segment.offset) for reader, segment in zip(readers, commit.segments, strict=True)]
        if any(file.size != segment.size for (file, _), segment in zip(self._files, commit.segments, strict=True)):
            raise CorruptDataError("a segment has the file of another segment")
        self.size = sum(file.size for file, _ in self._files)
        self.facets: Bitmaps = self._combine_facets()
        self.stored_text = lru_cache(maxsize=200)(self._stored_text)
        self.views: dict[tuple[str | Snapshot, ...], Snapshot] = {}  # by delegation and layers, see `with_layers`
        self._dated: tuple[date, Snapshot] | None = None  # see `confirmed_since`
        self.weight: Array | None = None  # per document, what is left of its score; None where all count in full
        self._set_live(self._find_live())

    def confirmed_since(self, day: date | None) -> "Snapshot":
        """Return the same commit as it counts where confirmations are valid from a day on; the last one is kept."""
        if day is None:
            return self
        if self._dated is None or self._dated[0] != day:
            self._dated = day, self._as_of(day)
        return self._dated[1]

    def _as_of(self, day: date) -> "Snapshot":
        late = self._joined("confirmed") < day.toordinal()
        late &= ~reduce(np.logical_or, (self.facet_mask(LIFE.name, life) for life in ENDED_LIVES))
        dated = copy(self)
        dated.__dict__.pop("library", None)  # it counts the values of facets
        bits = bitmap_of(late)
        lives = {value: documents & ~bits for value, documents in self.facets.get(LIFE.name, {}).items()}
        dated.facets = {**self.facets, LIFE.name: {**lives, Life.NOT_CONFIRMED: bits}}
        dated.weight = np.where(late, np.float32(UNCONFIRMED_SHARE), np.float32(1))
        return dated

    def _set_live(self, live: Array) -> None:
        self.live = live  # a mask of the documents that are neither deleted nor hidden
        self.total = int(live.sum())
        self.postings = Postings(self._files, live)
        self._dated = None  # it counts other documents
        self.related: dict[str, list[str]] = {}  # by reference, what `more_like_this.similar` found
        self._of_kind: dict[str, Snapshot] = {}  # see `of_kind`

    def without(self, references: Iterable[str]) -> "Snapshot":
        """Return the same commit as if some references were not in it. Neither they nor their words are counted."""
        hidden = [number for reference in references for number in self.documents(reference)]
        if not hidden:
            return self
        live = self.live.copy()
        live[hidden] = False
        return self.restricted(live)

    def restricted(self, live: Array, *, but: str = "") -> "Snapshot":
        """Return the same commit as if only some documents were in it, and without one facet."""
        reduced = copy(self)
        for name in ("relative_length", "library"):  # cached values that count the live documents
            reduced.__dict__.pop(name, None)
        reduced.facets = {name: values for name, values in self.facets.items() if name != but}
        reduced._set_live(live)
        return reduced

    def of_kind(self, kinds: Collection[str]) -> "Snapshot":
        """Return the same commit as if only things of a kind were in it; the whole commit if no kind is named."""
        kind = next(iter(kinds), None)
        if kind is None:
            return self
        if kind not in self._of_kind:
            live = self.facet_mask(KIND.name, kind)
            self._of_kind[kind] = self if live.sum() == self.total else self.restricted(live)
        return self._of_kind[kind]

    def check(self) -> None:
        """Compare all arrays on disk with their checksums."""
        for file, _ in self._files:
            file.check()

    def close(self) -> None:
        """Close the files of Whoosh. The arrays close when nothing refers to them."""
        self._commit.close()

    @cached_property
    def library(self) -> Library:
        """The number of cases in all, and of each facet value."""
        return Library(self.total, facet_counts(self.facets, Query(), bitmap_of(self.live)))

    @cached_property
    def relative_length(self) -> Array:
        """Per document, its length divided by the average."""
        lengths = self._joined("lengths").astype(np.float32)
        return np.asarray(lengths / max(1.0, float(lengths[self.live].sum()) / max(1, self.total)))

    @cached_property
    def published(self) -> Array:
        """The publication day of each document, as an ordinal number."""
        return self._joined("published").astype(np.int64)

    @cached_property
    def evidence(self) -> Array:
        """Per document, how strong its evidence is, from 0."""
        strength = np.zeros(self.size, dtype=np.int64)
        for rank, value in enumerate(EVIDENCE, 1):
            strength[self.facet_mask("evidence", value)] = rank
        return strength

    @cached_property
    def reference_rank(self) -> Array:
        """Per document, the rank of its reference."""
        return _ranks([fields.reference for fields in self._all_fields()])

    @cached_property
    def title_rank(self) -> Array:
        """Per document, the rank of its title."""
        return _ranks(self.titles())

    def words_of_length(self, shortest: int, longest: int) -> list[str]:
        """Return all folded words of some lengths in bytes. They are not cached, because they are many."""
        return [word.decode() for file, _ in self._files for word in file.words.of_length(shortest, longest)]

    def live_fields(self) -> Iterator[StoredFields]:
        """Yield the stored fields of all live documents."""
        return (fields for fields, live in zip(self._all_fields(), self.live.tolist(), strict=True) if live)

    def titles(self) -> list[bytes]:
        """Return, per document, the words of its title, each between spaces."""
        return [title for reader in self.segment_readers.values() for title in reader.titles]

    def stored_fields(self, document: int) -> StoredFields:
        """Return the stored fields of a document."""
        file, offset = self._file_of(document)
        return decode_fields(file.stored_fields[document - offset])

    def documents(self, reference: str) -> list[int]:
        """Return the live documents with a reference."""
        numbers = [
            int(number) + segment.offset for segment in self._commit.segments for number in segment.documents(reference)
        ]
        return [number for number in numbers if self.live[number]]

    def live_mask(self, bits: int) -> Array:
        """Return the live documents of a bitmap as a mask."""
        return mask_of(bits, self.size) & self.live

    def facet_mask(self, facet: str, value: str) -> Array:
        """Return a mask of the live documents that have a facet value."""
        return self.live_mask(self.facets.get(facet, {}).get(value, 0))

    def _all_fields(self) -> Iterator[StoredFields]:
        return (decode_fields(content) for file, _ in self._files for content in file.stored_fields.all())

    def _stored_text(self, document: int) -> StoredText:
        file, offset = self._file_of(document)
        return decompress(file.stored_texts[document - offset])

    def _file_of(self, document: int) -> tuple[SegmentFile, int]:
        return self._files[bisect_right(self._files, document, key=lambda part: part[1]) - 1]

    def _joined(self, name: str) -> Array:
        return np.concatenate([np.zeros(0, np.uint32), *(getattr(file, name) for file, _ in self._files)])

    def _find_live(self) -> Array:
        live = np.ones(self.size, dtype=bool)
        for segment in self._commit.segments:
            live[segment.deleted() + segment.offset] = False
        return live

    def _combine_facets(self) -> dict[str, dict[str, int]]:
        combined: dict[str, dict[str, int]] = {FIRST_YEAR: {}, LAST_YEAR: {}}
        for reader, (_, offset) in zip(self.segment_readers.values(), self._files, strict=True):
            for name, values in reader.facets.items():
                bitmaps = combined.setdefault(name, {})
                for value, bits in values.items():
                    bitmaps[value] = bitmaps.get(value, 0) | bits << offset
        return combined


def join(snapshots: Sequence[Snapshot]) -> Snapshot:
    """Return the documents of several indexes as one commit, in their order."""
    segments, offset, readers = [], 0, {}
    for one in snapshots:
        segments += [segment.moved(offset) for segment in one.segments]
        offset += one.size
        readers.update(one.segment_readers)
    return Snapshot(snapshots[0].folder, JoinedCommit(segments), snapshots[0].commit_number, readers)


def _ranks(texts: Sequence[Any]) -> Array:
    """Return the rank of each text; equal texts have the same rank."""
    ranks = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    return np.array([ranks[text] for text in texts], dtype=np.int64)
