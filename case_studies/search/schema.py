"""What Whoosh keeps of a face: its reference, by which it is found again, and what passages are cut from."""

from zlib import crc32

from whoosh.fields import ID, STORED, Schema

from case_studies.search.ranking import WEIGHTS

VERSION = 2
"""Raise it when what is written changes."""
SIGNATURE = f"{VERSION}-{crc32(repr(sorted(WEIGHTS.items())).encode()):08x}"
"""Written beside an index; an index with another one is foreign."""


def schema() -> Schema:
    """The fields of the index. The words are in packs beside the segments."""
    return Schema(reference=ID(), sections=STORED(), spans=STORED())
