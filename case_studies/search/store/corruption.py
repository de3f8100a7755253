"""What reading a damaged index ends in, turned into an error that names the way out."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import whoosh.index
import whoosh.reading
from whoosh.filedb.filestore import StorageError
from whoosh.filedb.filetables import FileFormatError

from case_studies.search.errors import IndexUnusable

SIGNS = (
    whoosh.index.IndexError, whoosh.reading.TermNotFound, FileFormatError, StorageError,
    getattr(whoosh.reading, "CorruptIndexError", whoosh.index.IndexError),  # unknown to Whoosh 2.7
    pickle.UnpicklingError, struct.error, zlib.error, OSError, EOFError, ArithmeticError, AssertionError,
    AttributeError, ImportError, LookupError, MemoryError, NameError, TypeError, ValueError,
)  # fmt: skip
"""A damaged pickle can raise nearly anything; so keep what stands under `naming_damage` to reading alone."""


@contextmanager
def as_corruption(audience: str) -> Iterator[None]:
    """Let nothing but IndexForeign out of a piece of code that only reads an index."""
    try:
        yield
    except SIGNS as error:
        raise IndexUnusable(audience, f"reading it failed: {type(error).__name__}") from error
