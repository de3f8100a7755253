"""The compressed text of a case, from which passages are cut: its sections, and where each word is in them."""

import json
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from case_studies.search.store.corruption import CorruptDataError

COMPRESSION_LEVEL = 1
"""Level 1 of zlib takes half the time of the usual level, and a tenth more space."""


class StoredText(NamedTuple):
    """The sections of a case, and where each of its words is."""

    sections: tuple[tuple[str, str, int], ...]
    """Section id, text, position of the first word."""
    spans: Sequence[int]
    """By position, start and end of the word in the text of its section."""

    def locate(self, position: int) -> tuple[int, int, int] | None:
        """Return section number, start and end of a word; None for words of the title and of labels."""
        if position * 2 >= len(self.spans):
            return None
        section = bisect_right(self.sections, position, key=lambda entry: entry[2]) - 1
        return section, self.spans[position * 2], self.spans[position * 2 + 1]


def compress(sections: Sequence[tuple[str, str, int]], spans: bytes) -> bytes:
    """Encode sections and spans; `spans` is an array of 32-bit numbers."""
    return zlib.compress(json.dumps(sections).encode() + b"\n" + spans, COMPRESSION_LEVEL)


def decompress(content: bytes) -> StoredText:
    """Decode what `compress` returned. Raises CorruptDataError."""
    try:
        sections, _, spans = zlib.decompress(content).partition(b"\n")
    except zlib.error as error:  # a checksum of zlib covers the whole text
        raise CorruptDataError("the stored text of a case can't be decompressed") from error
    return StoredText(tuple((name, text, start) for name, text, start in json.loads(sections)), array("I", spans))
