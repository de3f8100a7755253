"""Many byte strings in two arrays: all bytes in one, and where each string ends."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.store.array_file import FileArray


class StringColumn(Sequence[bytes]):
    """A sequence of byte strings; `find` and `with_prefix` need them sorted."""

    def __init__(self, octets: Array | FileArray, ends: Array) -> None:
        """Take the bytes, and where the strings end; `ends` begins with 0."""
        self.octets = octets
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> "StringColumn":
        """Make a column of strings."""
        strings = list(texts)
        ends = np.cumsum([0, *map(len, strings)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(strings), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if at >= len(self):
            raise IndexError(at)
        return self.octets[self.ends[at] : self.ends[at + 1]].tobytes()

    def find(self, text: bytes) -> int | None:
        """Return the index of a string, or None if the column does not have it."""
        at = bisect_left(self, text)
        return at if at < len(self) and self[at] == text else None

    def with_prefix(self, prefix: bytes) -> Iterator[bytes]:
        """Yield the strings that begin with a prefix, in order."""
        for at in range(bisect_left(self, prefix), len(self)):
            text = self[at]
            if not text.startswith(prefix):
                return
            yield text

    def all(self) -> list[bytes]:
        """Return all strings at once, which is faster than one by one."""
        return self._cut(self.ends[:-1], self.ends[1:])

    def of_length(self, shortest: int, longest: int) -> list[bytes]:
        """Return the strings with a length in bytes between two bounds, both included."""
        starts, ends = self.ends[:-1], self.ends[1:]
        fits = (ends - starts >= shortest) & (ends - starts <= longest)
        return self._cut(starts[fits], ends[fits])

    def _cut(self, starts: Array, ends: Array) -> list[bytes]:
        content = self.octets[:].tobytes()
        return [content[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
