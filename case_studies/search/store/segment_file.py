"""The postings of one segment as arrays in one file: nothing is read that isn't asked for.

Whoosh keeps the documents, commits and locks; its own posting lists are walked one by one in Python, which costs some
hundred times more than an array.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from case_studies.search.store.array_file import Array, Arrays, Column, create

LONG = {"documents", "weights", "counts", "places", "cards.octets", "titles.octets", "contents.octets"}
"""Arrays that stay in their file."""
PACKS = "pack-*"
"""How packs are called, by their segments."""
QUARTERS = 4
"""Weights are kept in quarters, as whole numbers."""


class StringColumn(Sequence[bytes]):
    """Many byte strings, one behind the other."""

    def __init__(self, octets: Array | Column, ends: Array) -> None:
        self.octets = octets
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> "StringColumn":
        """Put strings together."""
        listed = list(texts)
        ends = np.cumsum([0, *map(len, listed)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(listed), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if at >= len(self):
            raise IndexError(at)
        return self.octets[self.ends[at] : self.ends[at + 1]].tobytes()

    def find(self, text: bytes) -> int | None:
        """Return where a string stands, in strings that are in order."""
        at = bisect_left(self, text)
        return at if at < len(self) and self[at] == text else None

    def begun(self, prefix: bytes) -> Iterator[bytes]:
        """Yield the strings that begin so, in strings that are in order."""
        for at in range(bisect_left(self, prefix), len(self)):
            text = self[at]
            if not text.startswith(prefix):
                return
            yield text

    def all(self) -> list[bytes]:
        """Return all strings at once, which is quicker than one by one."""
        return self._cut(self.ends[:-1], self.ends[1:])

    def sized(self, least: int, most: int) -> list[bytes]:
        """Return the strings of some lengths."""
        starts, ends = self.ends[:-1], self.ends[1:]
        fit = (ends - starts >= least) & (ends - starts <= most)
        return self._cut(starts[fit], ends[fit])

    def _cut(self, starts: Array, ends: Array) -> list[bytes]:
        whole = self.octets[:].tobytes()
        return [whole[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """Arrays of one segment. Documents are numbered from 0; `_starts` arrays have one entry more than what they cut."""

    terms: StringColumn
    """In order of their bytes."""
    posting_starts: Array
    """Per term, where its postings begin."""
    place_starts: Array
    """Per term, where its positions begin."""
    documents: Array | Column
    """Per posting; rising within a term."""
    weights: Array | Column
    """Per posting, in quarters."""
    counts: Array | Column
    """Per posting, how many positions it has."""
    places: Array | Column
    """Positions."""
    words: StringColumn
    """Folded words as they are written, in order."""
    values: StringColumn
    """Facet values as name=value, in order."""
    value_starts: Array
    value_documents: Array
    lengths: Array
    """Per document, in words."""
    published: Array
    """Per document, the day as an ordinal."""
    cards: StringColumn
    """Per document, what is kept at hand of it, as JSON: see `reading.Card`."""
    titles: StringColumn
    """Per document, the words of its title, each between spaces."""
    contents: StringColumn
    """Per document, what passages are cut from: see `contents`."""
    arrays: Arrays | None = None
    """What a pack was opened from."""

    @property
    def size(self) -> int:
        """How many documents there are, those taken out included."""
        return len(self.lengths)

    def check(self) -> None:
        """Go through a pack that was opened. Raises ValueError where anything is not as it was written."""
        if self.arrays is not None:
            self.arrays.check()

    def write(self, path: Path) -> None:
        """Write everything into one file."""
        with create(path, flat({name: getattr(self, name) for name in PARTS}), {}):
            pass


PARTS = tuple(entry.name for entry in fields(SegmentFile) if entry.name != "arrays")


def flat(given: Mapping[str, Array | StringColumn]) -> dict[str, Array]:
    """Return arrays, strings among them as two each, as `columns.create` takes them."""
    arrays: dict[str, Array] = {}
    for name, value in given.items():
        if isinstance(value, StringColumn):
            arrays |= {f"{name}.octets": value.octets[:], f"{name}.ends": value.ends}
        else:
            arrays[name] = value
    return arrays


def segment_file_path(folder: Path, segment: Any) -> Path:
    """Return where the pack of a segment is; not under the segment's name, or Whoosh would make one file of them."""
    return folder / PACKS.replace("*", segment.segment_id())


def open_segment_file(path: Path) -> SegmentFile:
    """Open a pack. Raises ValueError where the file is not a whole pack."""
    arrays = Arrays(path, LONG)
    both: dict[str, Any] = {**arrays.short, **arrays.long}
    given = {name: array for name, array in both.items() if "." not in name}
    for ends in (name for name in both if name.endswith(".ends")):
        name = ends.removesuffix(".ends")
        given[name] = StringColumn(both[f"{name}.octets"], arrays.short[ends])
    return SegmentFile(**given, arrays=arrays)


def narrow(array: Array, most: int | None = None) -> Array:
    """Return whole numbers in the smallest type that holds them all."""
    top = most if most is not None else int(array.max(initial=0))
    return array.astype(np.min_scalar_type(top))
