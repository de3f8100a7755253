"""What passages are cut from: a case's sections and the place of every word in them, packed small."""

import json
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

QUICK = 1
"""Level of compression: half the time of the usual one for a tenth more room."""


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


def compress(sections: Sequence[tuple[str, str, int]], spans: bytes) -> bytes:
    """Pack sections and spans; `spans` as an array of 32-bit numbers."""
    return zlib.compress(json.dumps(sections).encode() + b"\n" + spans, QUICK)


def decompress(octets: bytes) -> Content:
    """Unpack what `packed` made."""
    told, _, spans = zlib.decompress(octets).partition(b"\n")
    return Content(tuple((name, text, start) for name, text, start in json.loads(told)), array("I", spans))
