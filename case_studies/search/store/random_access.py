"""A file that several threads read at any offset."""

import os
import weakref
from collections.abc import Iterator
from pathlib import Path

from case_studies.search.store.corruption import CorruptDataError

CHUNK_SIZE = 1 << 22
"""Bytes read at once where a whole array is read."""


class RandomAccessFile:
    """An open file. It stays readable after it was deleted, and is closed when nothing refers to it."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises CorruptDataError if it is missing."""
        try:
            self._descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError as error:
            raise CorruptDataError(f"{path.name} is missing") from error
        weakref.finalize(self, os.close, self._descriptor)
        self.name = path.name
        self.size = os.fstat(self._descriptor).st_size

    def read(self, start: int, size: int) -> bytes:
        """Return that many bytes. Raises CorruptDataError if the file ends before."""
        content = os.pread(self._descriptor, size, start) if start + size <= self.size else b""
        if len(content) != size:
            raise CorruptDataError(f"{self.name} was cut")
        return content

    def chunks(self, start: int, size: int) -> Iterator[bytes]:
        """Yield that many bytes in chunks. Raises CorruptDataError if the file ends before."""
        for offset in range(start, start + size, CHUNK_SIZE):
            yield self.read(offset, min(CHUNK_SIZE, start + size - offset))
