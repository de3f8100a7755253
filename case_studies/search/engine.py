"""The protocol of a search engine: one index per audience, each with only what that audience may read.

The layers are two more indexes. In an index that `index_of_delegation` names, their documents of that delegation
replace those of the same reference; it answers as if it were an index of its own. It is read only.

Whoosh is the embedded default (`whoosh_engine.py`); a cluster engine can implement the same protocol. Every
implementation must pass `tests/search/test_engine_*.py` and `tests/search/retrieval/`.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from case_studies.search.contract import Query, QueryDocument, Results, SearchDocument

Progress = Callable[[int], object]
"""Called with the number of search documents that were written, or compared, so far."""


class Writer(Protocol):
    """Collects changes while the write lock is held; the last change of a reference counts."""

    def replace(self, document: SearchDocument) -> None:
        """Write a document in place of what its reference had."""

    def remove(self, reference: str) -> None:
        """Remove a reference; no effect if it is not in the index."""


class SearchEngine(Protocol):
    """Stores and finds search documents. Every read sees the newest commit of any process.

    Reads raise IndexMissing if there is no index, and IndexUnusable if it is damaged or of another version.
    """

    def search(self, audience: str, query: Query) -> Results:
        """Answer a query. No text raises; a page after the last has no hits and the correct total."""

    def similar(self, audience: str, reference: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """Return the references of related things of the same kind, nearest first; none for an unknown reference."""

    def similar_to(self, audience: str, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
        """Return the references of what is most similar to a text, with the similarity: 0 to 1, the same text.

        Only things of the text's kind are compared, if its facets name one, and the text's own is left out. The
        similarities of different texts can be compared with each other.
        """

    def suggest(self, audience: str, prefix: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """Return the references of things whose titles have all words of a prefix; the last can be unfinished."""

    def writing(self, audience: str) -> AbstractContextManager[Writer]:
        """Hold the write lock; commit all changes on a clean exit, and none after an exception.

        Read the database inside, so that an older state can't overwrite a newer one. Raises IndexBusy if the lock is
        not free in time, IndexMissing and IndexUnusable if there is no index that can be written to.
        """

    def entries(self, audience: str) -> dict[str, str]:
        """Return reference to fingerprint of everything in the index. Raises IndexUnusable if any of it is damaged."""

    def rebuild(self, audience: str, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Build a new index beside the live one, switch to it, and return the number of its documents.

        `documents` is read while the write lock is held, so pass a generator that reads the database. If it raises, or
        if the process dies, the old index continues to serve.
        """
