"""The part of an index that Whoosh keeps, opened for reading: segments, their documents, and which are deleted.

Not for several threads at once: Whoosh's readers move file positions.
"""

import re
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from case_studies.search.arrays import Array
from case_studies.search.store.corruption import CorruptDataError, decoding_whoosh
from case_studies.search.store.schema import schema

ATTEMPTS = 5
"""A commit can replace the table of contents after Whoosh found it and before it opened it."""
SEGMENT_ID = re.compile(r"\w+")


def open_whoosh_index(folder: Path) -> Any:
    """Open a generation for reading or for writing. Raises CorruptDataError."""
    with decoding_whoosh():
        for _ in range(ATTEMPTS - 1):
            try:
                return _open(folder)
            except FileNotFoundError:
                continue
        return _open(folder)


def _open(folder: Path) -> Any:
    return FileIndex(FileStorage(str(folder)), schema=schema())  # type: ignore[no-untyped-call]


def latest_commit(index: Any) -> int:
    """Return the number of the newest commit of any process. Raises CorruptDataError."""
    with decoding_whoosh():
        return int(index.latest_generation())


class WhooshSegment:
    """A segment as one commit has it."""

    def __init__(self, reader: Any, offset: int) -> None:
        """Take Whoosh's reader of the segment, and the number of its first document in the commit."""
        self.offset = offset
        self._reader = reader
        self.segment_id = segment_id(reader.segment())
        self.size: int = reader.doc_count_all()

    def moved(self, by: int) -> "WhooshSegment":
        """Return the same segment in a commit that has other documents before it."""
        moved = copy(self)
        moved.offset = self.offset + by
        return moved

    def deleted(self) -> Array:
        """Return the numbers of its deleted documents, from 0. Raises CorruptDataError."""
        return deleted_documents(self._reader.segment(), self.size)

    def documents(self, reference: str) -> Array:
        """Return the numbers of the documents with a reference, deleted ones included. Raises CorruptDataError."""
        term = reference.encode(errors="surrogatepass")
        with decoding_whoosh():
            if ("reference", term) not in self._reader:
                return _document_numbers([], self.size)
            numbers = list(self._reader.postings("reference", term).all_ids())
        return _document_numbers(numbers, self.size)


class WhooshCommit:
    """The segments of the newest commit."""

    def __init__(self, index: Any) -> None:
        """Open all segments. Raises CorruptDataError."""
        with decoding_whoosh():
            self._reader = index.reader()
            leaves = [(leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.doc_count_all()]
            self.segments = [WhooshSegment(leaf, offset) for leaf, offset in leaves]

    def close(self) -> None:
        """Close the files."""
        self._reader.close()


class JoinedCommit:
    """The segments of commits of several indexes, which stay open as long as those do."""

    def __init__(self, segments: Sequence[WhooshSegment]) -> None:
        self.segments = segments

    def close(self) -> None:
        """Close nothing: the files belong to the commits."""


def deleted_documents(segment: Any, size: int) -> Array:
    """Return the numbers of the deleted documents of a Whoosh segment, from 0. Raises CorruptDataError."""
    with decoding_whoosh():
        numbers = list(segment.deleted_docs())
    return _document_numbers(numbers, size)


def _document_numbers(numbers: list[Any], size: int) -> Array:
    if not all(isinstance(number, int) and 0 <= number < size for number in numbers):
        raise CorruptDataError("a segment has a document number that can't be in it")
    return np.array(numbers, dtype=np.int64)


def segment_id(segment: Any) -> str:
    """Return the id of a Whoosh segment, a word that file names are made of. Raises CorruptDataError."""
    name = segment.segment_id()
    if not isinstance(name, str) or not SEGMENT_ID.fullmatch(name):
        raise CorruptDataError("a segment has an impossible name")
    return name
