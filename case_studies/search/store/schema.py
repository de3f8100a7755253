"""What Whoosh stores of a search document: only its reference, by which it is replaced. Arrays hold everything else."""

from zlib import crc32

from whoosh.fields import ID, Schema

from case_studies.search.relevance import WEIGHTS

VERSION = 6
"""Raise it when the content or the format of what is written changes."""
SIGNATURE = f"{VERSION}-{crc32(repr(sorted(WEIGHTS.items())).encode()):08x}"
"""Written beside an index. An index with another signature is refused."""


def schema() -> Schema:
    """Return the fields of the Whoosh index."""
    return Schema(reference=ID())
