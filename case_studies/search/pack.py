"""The postings of one segment as arrays in one file, mapped into memory: nothing is read that isn't asked for.

Whoosh keeps the documents, commits and locks; its own posting lists are walked one by one in Python, which costs some
hundred times more than an array.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MAGIC = b"casebook pack 1\n"
PACKS = "pack-*"
"""How packs are called, by their segments."""
ALIGNED = 64
QUARTERS = 4
"""Weights are kept in quarters, as whole numbers."""


class Strings(Sequence[bytes]):
    """Many byte strings, one behind the other."""

    def __init__(self, octets: Array, ends: Array) -> None:
        self.octets = octets
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> "Strings":
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
        whole, ends = self.octets.tobytes(), self.ends.tolist()
        return [whole[start:end] for start, end in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Pack:
    """Arrays of one segment. Documents are numbered from 0; `_starts` arrays have one entry more than what they cut."""

    terms: Strings
    """In order of their bytes."""
    posting_starts: Array
    """Per term, where its postings begin."""
    place_starts: Array
    """Per term, where its positions begin."""
    documents: Array
    """Per posting; rising within a term."""
    weights: Array
    """Per posting, in quarters."""
    counts: Array
    """Per posting, how many positions it has."""
    places: Array
    """Positions."""
    words: Strings
    """Folded words as they are written, in order."""
    values: Strings
    """Facet values as name=value, in order."""
    value_starts: Array
    value_documents: Array
    lengths: Array
    """Per document, in words."""
    published: Array
    """Per document, the day as an ordinal."""
    cards: Strings
    """Per document, what is kept at hand of it, as JSON: see `reading.Card`."""
    titles: Strings
    """Per document, the words of its title, each between spaces."""
    contents: Strings
    """Per document, what passages are cut from: see `contents`."""

    @property
    def size(self) -> int:
        """How many documents there are, those taken out included."""
        return len(self.lengths)

    def write(self, path: Path) -> None:
        """Write everything into one file."""
        with create(path, {entry.name: getattr(self, entry.name) for entry in fields(self)}, {}):
            pass


@contextmanager
def create(
    path: Path, given: Mapping[str, Array | Strings], rooms: Mapping[str, tuple[np.dtype[Any], int]]
) -> Iterator[dict[str, Array]]:
    """Make a pack of the arrays given, and lend rooms of a type and a length to be filled; in the end it is on disk."""
    arrays = dict(_flat(given))
    shapes = {name: (array.dtype, len(array)) for name, array in arrays.items()} | dict(rooms)
    table, at = {}, 0
    for name, (kind, length) in shapes.items():
        table[name] = (kind.str, length, at)
        at += -(-kind.itemsize * length // ALIGNED) * ALIGNED
    head = MAGIC + json.dumps({"size": at, "arrays": table}).encode() + b"\n"
    head += b" " * (-len(head) % ALIGNED)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + at)
    mapped = np.memmap(path, dtype=np.uint8, mode="r+")
    made = _cut(mapped[len(head) :], table)
    for name, array in arrays.items():
        made[name][:] = array
    yield {name: made[name] for name in rooms}
    mapped.flush()


def _flat(given: Mapping[str, Array | Strings]) -> Iterator[tuple[str, Array]]:
    for name, value in given.items():
        if isinstance(value, Strings):
            yield f"{name}.octets", value.octets
            yield f"{name}.ends", value.ends
        else:
            yield name, value


def pack_of(folder: Path, segment: Any) -> Path:
    """Return where the pack of a segment is; not under the segment's name, or Whoosh would make one file of them."""
    return folder / PACKS.replace("*", segment.segment_id())


def open_pack(path: Path) -> Pack:
    """Map a pack into memory. Raises ValueError where the file is not a whole pack."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("not a pack")
        told = file.readline()
    head = json.loads(told)
    start = -(-(len(MAGIC) + len(told)) // ALIGNED) * ALIGNED
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    if len(mapped) != start + head["size"]:
        raise ValueError("a pack that was cut")
    arrays = _cut(mapped[start:], head["arrays"])
    strings = {name.removesuffix(".ends") for name in arrays if name.endswith(".ends")}
    given: dict[str, Any] = {name: array for name, array in arrays.items() if "." not in name}
    for name in strings:
        given[name] = Strings(arrays[f"{name}.octets"], arrays[f"{name}.ends"])
    return Pack(**given)


def _cut(octets: Array, table: Mapping[str, Sequence[Any]]) -> dict[str, Array]:
    plain = np.asarray(octets)
    return {
        name: plain[at : at + np.dtype(kind).itemsize * length].view(kind) for name, (kind, length, at) in table.items()
    }


def narrow(array: Array, most: int | None = None) -> Array:
    """Return whole numbers in the smallest type that holds them all."""
    top = most if most is not None else int(array.max(initial=0))
    return array.astype(np.min_scalar_type(top))
