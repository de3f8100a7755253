"""The protocol of a search engine: one index per audience, each holding only what that audience may read.

Whoosh is the embedded default (`whoosh_engine.py`); a cluster comes behind the same protocol. Whatever
implements it must pass `tests/search/test_engine_*.py` and `test_alike.py`.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from case_studies.search.contract import Query, QueryDocument, Results, SearchDocument

Progress = Callable[[int], object]
"""Called with the number of faces written, or compared, so far."""


class Writer(Protocol):
    """Collects changes while the write lock is held; the last word on a reference counts."""

    def replace(self, face: SearchDocument) -> None:
        """Put a face in, in place of what its reference had."""

    def remove(self, reference: str) -> None:
        """Take a reference out; nothing happens if it isn't in."""


class SearchEngine(Protocol):
    """Finds and keeps faces. Every read sees the newest commit of any process."""

    def search(self, audience: str, query: Query) -> Results:
        """Answer a query. Nothing typed raises; a page past the end has no hits and the true total."""

    def similar(self, audience: str, reference: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """References of related cases, nearest first; none for an unknown reference."""

    def alike(self, audience: str, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
        """References of the cases most like a text, each with how like it is: from 0 to 1, which is the same text.

        The text's own case is left out. The numbers of different texts may be compared with each other.
        """

    def suggest(self, audience: str, prefix: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """References of the cases whose titles have all the words typed so far; the last may be unfinished."""

    def writing(self, audience: str) -> AbstractContextManager[Writer]:
        """Hold the write lock; commit all changes on a clean exit, none after an exception.

        Read the database inside, so that no older state can overwrite a newer one. Raises IndexBusy when the
        lock isn't free in time, IndexMissing and IndexForeign when there is nothing fit to write to.
        """

    def entries(self, audience: str) -> dict[str, str]:
        """Reference to fingerprint of everything in the index. Raises IndexForeign where any of it is damaged."""

    def rebuild(self, audience: str, faces: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Build the index anew beside the live one, switch, and say how many faces it holds.

        `faces` is read while the write lock is held: hand in a generator that reads the database. If it
        raises, or the process dies, the old index goes on serving.
        """
