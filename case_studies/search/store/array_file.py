"""The arrays of a file: short ones in memory, long ones read piece by piece, all of them with checksums.

    magic, table as JSON, padding      where each array begins, its type and length
    arrays, each aligned
    checksums as JSON                  CRC-32 of each array, by name

Nothing is mapped for reading: all that was ever asked would stay counted as memory of every process, and a file that
is cut while it is open would kill them.
"""

import json
import os
import weakref
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Shape = tuple["np.dtype[Any]", int]
"""Type and length of an array."""
MAGIC = b"casebook pack 2\n"
ALIGNED = 64
PIECE = 1 << 22
"""Octets read at once where a whole array is gone through."""


class File:
    """A file that any thread may read at any place."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, size: int) -> bytes:
        """Return some octets. Raises ValueError where the file ends before."""
        octets = os.pread(self._descriptor, size, start)
        if len(octets) != size:
            raise ValueError("a pack that was cut")
        return octets

    def pieces(self, start: int, size: int) -> Iterator[bytes]:
        """Yield some octets piece by piece. Raises ValueError where the file ends before."""
        for at in range(start, start + size, PIECE):
            yield self.read(at, min(PIECE, start + size - at))


class Column:
    """A long array that stays in its file: slices of it are read as they are asked for."""

    def __init__(self, file: File, at: int, kind: "np.dtype[Any]", length: int) -> None:
        self._file = file
        self._at = at
        self.dtype = kind
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Array:
        start, stop, _ = part.indices(self._length)
        wide = self.dtype.itemsize
        return np.frombuffer(self._file.read(self._at + start * wide, max(0, stop - start) * wide), dtype=self.dtype)


class Arrays:
    """The arrays of a file that was written by `create`."""

    def __init__(self, path: Path, long: Collection[str]) -> None:
        """Open them; of those in `long`, nothing is read yet. Raises ValueError where the file is not a whole pack."""
        self._file = File(path)
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError("not a pack")
            told = file.readline()
        head = json.loads(told)
        start = _padded(len(MAGIC) + len(told))
        end = start + head["size"]
        self._table = {
            name: (start + at, np.dtype(kind), length) for name, (kind, length, at) in head["arrays"].items()
        }
        self._checksums = json.loads(self._file.read(end, max(0, self._file.size - end)))
        self.short: dict[str, Array] = {}
        self.long: dict[str, Column] = {}
        for name, (at, kind, length) in self._table.items():
            if name in long:
                self.long[name] = Column(self._file, at, kind, length)
            else:
                octets = self._file.read(at, kind.itemsize * length)
                self._check(name, [octets])
                self.short[name] = np.frombuffer(octets, dtype=kind)

    def check(self) -> None:
        """Go through everything. Raises ValueError where anything is not as it was written."""
        for name, (at, kind, length) in self._table.items():
            self._check(name, self._file.pieces(at, kind.itemsize * length))

    def _check(self, name: str, pieces: Iterable[bytes]) -> None:
        found = 0
        for piece in pieces:
            found = zlib.crc32(piece, found)
        if found != self._checksums[name]:
            raise ValueError(f"the {name} of a pack are not as they were written")


@contextmanager
def create(path: Path, given: Mapping[str, Array], rooms: Mapping[str, Shape]) -> Iterator[dict[str, Array]]:
    """Write the arrays given, and lend rooms of a type and a length to be filled; in the end all is on disk."""
    shapes = {name: (array.dtype, len(array)) for name, array in given.items()} | dict(rooms)
    table, at = {}, 0
    for name, (kind, length) in shapes.items():
        table[name] = (kind.str, length, at)
        at += _padded(kind.itemsize * length)
    head = MAGIC + json.dumps({"size": at, "arrays": table}).encode() + b"\n"
    start = _padded(len(head))
    with path.open("wb") as file:
        file.write(head)
        file.truncate(start + at)
    mapped = np.memmap(path, dtype=np.uint8, mode="r+")
    made = {
        name: np.asarray(mapped)[start + at : start + at + kind.itemsize * length].view(kind)
        for (name, (kind, length)), (_, _, at) in zip(shapes.items(), table.values(), strict=True)
    }
    for name, array in given.items():
        made[name][:] = array
    yield {name: made[name] for name in rooms}
    mapped.flush()
    checksums = {name: zlib.crc32(array.view(np.uint8).data) for name, array in made.items()}
    with path.open("ab") as file:
        file.write(json.dumps(checksums).encode())
        file.flush()
        os.fsync(file.fileno())


def _padded(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED
