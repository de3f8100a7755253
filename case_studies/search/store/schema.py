"""What Whoosh keeps of a face: its reference, by which it is found again. All else is in packs beside the segments."""

from zlib import crc32

from whoosh.fields import ID, Schema

from case_studies.search.relevance import WEIGHTS

VERSION = 3
"""Raise it when what is written changes."""
SIGNATURE = f"{VERSION}-{crc32(repr(sorted(WEIGHTS.items())).encode()):08x}"
"""Written beside an index; an index with another one is foreign."""


def schema() -> Schema:
    """The fields of the index."""
    return Schema(reference=ID())
