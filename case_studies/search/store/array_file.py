"""A file of named arrays. Short arrays are read into memory, long ones stay in the file and are read in slices.

    magic                              the format and its version
    table as JSON, sealed              name to type, length and offset of each array
    padding
    arrays, each aligned
    checksums as JSON, sealed          CRC-32 of each array by name

A sealed text follows its own CRC-32 and its length. The files are not mapped into memory for reading: every page that
was ever read would count as memory of every process, and a file that is cut while it is mapped would kill them.
"""

import json
import os
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from case_studies.search.arrays import Array, Shape
from case_studies.search.store.corruption import CorruptDataError
from case_studies.search.store.random_access import RandomAccessFile

MAGIC = b"casebook arrays 1\n"
ALIGNMENT = 64
SEAL = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8})\n")
SEAL_SIZE = 18


class FileArray:
    """A long array that stays in its file. A slice is read when it is used; its checksum is not compared then."""

    def __init__(self, file: RandomAccessFile, offset: int, dtype: "np.dtype[Any]", length: int) -> None:
        self._file = file
        self._offset = offset
        self.dtype = dtype
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Array:
        start, stop, _ = part.indices(self._length)
        width = self.dtype.itemsize
        content = self._file.read(self._offset + start * width, max(0, stop - start) * width)
        return np.frombuffer(content, dtype=self.dtype)


class ArrayFile:
    """The arrays of a file that `create_array_file` wrote."""

    def __init__(self, path: Path, long: Collection[str]) -> None:
        """Open the file and check all arrays but those in `long`. Raises CorruptDataError."""
        self._file = RandomAccessFile(path)
        if self._file.size < len(MAGIC) or self._file.read(0, len(MAGIC)) != MAGIC:
            raise CorruptDataError(f"{path.name} is not a file of arrays")
        header, end = _read_sealed(self._file, len(MAGIC))
        start = _padded(end)
        self._table: dict[str, tuple[int, np.dtype[Any], int]] = {
            name: (start + offset, np.dtype(kind), length) for name, (kind, length, offset) in header["arrays"].items()
        }
        self._checksums, end = _read_sealed(self._file, start + header["size"])
        if end != self._file.size:
            raise CorruptDataError(f"{path.name} is longer than it was written")
        self.short: dict[str, Array] = {}
        self.long: dict[str, FileArray] = {}
        for name, (offset, dtype, length) in self._table.items():
            if name in long:
                self.long[name] = FileArray(self._file, offset, dtype, length)
            else:
                content = self._file.read(offset, dtype.itemsize * length)
                self._check(name, [content])
                self.short[name] = np.frombuffer(content, dtype=dtype)

    def check(self) -> None:
        """Read every array. Raises CorruptDataError if one differs from its checksum."""
        for name, (offset, dtype, length) in self._table.items():
            self._check(name, self._file.chunks(offset, dtype.itemsize * length))

    def _check(self, name: str, chunks: Iterable[bytes]) -> None:
        checksum = 0
        for chunk in chunks:
            checksum = zlib.crc32(chunk, checksum)
        if checksum != self._checksums[name]:
            raise CorruptDataError(f"the array '{name}' of {self._file.name} differs from its checksum")


@contextmanager
def create_array_file(
    path: Path, arrays: Mapping[str, Array], reserved: Mapping[str, Shape]
) -> Iterator[dict[str, Array]]:
    """Write arrays to a new file. Yield an array for each reserved shape, to be filled; at the end sync to disk."""
    shapes = {name: (array.dtype, len(array)) for name, array in arrays.items()} | dict(reserved)
    table, size = {}, 0
    for name, (dtype, length) in shapes.items():
        table[name] = (dtype.str, length, size)
        size += _padded(dtype.itemsize * length)
    header = MAGIC + _seal({"size": size, "arrays": table})
    start = _padded(len(header))
    with path.open("wb") as file:
        file.write(header)
        file.truncate(start + size)
    mapped = np.memmap(path, dtype=np.uint8, mode="r+")
    views = {
        name: np.asarray(mapped)[start + offset : start + offset + dtype.itemsize * length].view(dtype)
        for (name, (dtype, length)), (_, _, offset) in zip(shapes.items(), table.values(), strict=True)
    }
    for name, array in arrays.items():
        views[name][:] = array
    yield {name: views[name] for name in reserved}
    mapped.flush()
    checksums = {name: zlib.crc32(array.view(np.uint8).data) for name, array in views.items()}
    with path.open("ab") as file:
        file.write(_seal(checksums))
        file.flush()
        os.fsync(file.fileno())


def _seal(content: object) -> bytes:
    """Return a value as JSON behind its checksum and its length."""
    encoded = json.dumps(content).encode()
    return f"{zlib.crc32(encoded):08x} {len(encoded):08x}\n".encode() + encoded


def _read_sealed(file: RandomAccessFile, start: int) -> tuple[dict[str, Any], int]:
    """Return a sealed value and the offset behind it. Raises CorruptDataError."""
    seal = SEAL.fullmatch(file.read(start, SEAL_SIZE))
    if seal is None:
        raise CorruptDataError(f"{file.name} can't be decoded")
    checksum, length = (int(part, 16) for part in seal.groups())
    encoded = file.read(start + SEAL_SIZE, length)
    if zlib.crc32(encoded) != checksum:
        raise CorruptDataError(f"the table of {file.name} differs from its checksum")
    content: dict[str, Any] = json.loads(encoded)
    return content, start + SEAL_SIZE + length


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT
