"""Which errors mean that an index is damaged, and how they become a refusal.

Only stored data that can't be decoded, differs from its checksum, or is missing or cut counts as damage. The code that
decodes raises `CorruptDataError` at that place. Every other exception is a bug, or a problem of the system, and passes.
"""

import errno
import logging
import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import whoosh.index
import whoosh.reading
from whoosh.filedb.filestore import StorageError
from whoosh.filedb.filetables import FileFormatError

from case_studies.search.errors import IndexUnusable

log = logging.getLogger(__name__)

WHOOSH_ERRORS = (
    whoosh.index.IndexError, whoosh.reading.TermNotFound, FileFormatError, StorageError,
    getattr(whoosh.reading, "CorruptIndexError", whoosh.index.IndexError),  # unknown to Whoosh 2.7
    pickle.UnpicklingError, struct.error, zlib.error, OSError, EOFError, ArithmeticError, AssertionError,
    AttributeError, ImportError, LookupError, MemoryError, TypeError, ValueError,
)  # fmt: skip
"""What Whoosh raises over a damaged file. It unpickles what it reads, and damaged pickles raise many kinds."""
DAMAGE_ERRNOS = (None, errno.ENOENT, errno.EINVAL, errno.ENAMETOOLONG)
"""Errors of the system that a damaged file causes: a file that it names is missing, or a place in it is impossible."""


class CorruptDataError(Exception):
    """Stored data can't be decoded, differs from its checksum, or is missing or cut. The message says which."""


@contextmanager
def as_corruption(audience: str) -> Iterator[None]:
    """Log damage with its traceback, and raise IndexUnusable, which names the command that repairs it."""
    try:
        yield
    except CorruptDataError as error:
        log.exception("the search index for '%s' is damaged", audience)
        raise IndexUnusable(audience, str(error)) from error


@contextmanager
def decoding_whoosh() -> Iterator[None]:
    """Turn an error that Whoosh itself raises over its files into CorruptDataError. Wrap only calls of Whoosh."""
    try:
        yield
    except WHOOSH_ERRORS as error:
        if not _raised_in_whoosh(error.__traceback__):
            raise
        if isinstance(error, OSError) and error.errno not in DAMAGE_ERRNOS:
            raise
        raise CorruptDataError(f"Whoosh can't read its files: {type(error).__name__}") from error


def _raised_in_whoosh(traceback: TracebackType | None) -> bool:
    while traceback is not None:
        if str(traceback.tb_frame.f_globals.get("__name__")).partition(".")[0] == "whoosh":
            return True
        traceback = traceback.tb_next
    return False
