"""The embedded engine: `SearchEngine` on Whoosh, for several processes of one machine."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from case_studies.search.contract import Query, QueryDocument, Results, SearchDocument
from case_studies.search.engine import Progress
from case_studies.search.retrieval import more_like_this, similarity
from case_studies.search.retrieval.execute import execute
from case_studies.search.retrieval.index_reader import IndexReader, open_index
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.generations import IndexGenerations
from case_studies.search.store.index_writer import build, commit

WAIT = 30.0
"""Seconds to wait for the write lock, unless told otherwise."""


class PendingChanges:
    """What a writer is told; written in one go when it is done."""

    def __init__(self) -> None:
        self.pending: dict[str, SearchDocument | None] = {}

    def replace(self, face: SearchDocument) -> None:
        """Put a face in, in place of what its reference had."""
        self.pending[face.reference] = face

    def remove(self, reference: str) -> None:
        """Take a reference out."""
        self.pending[reference] = None


class WhooshEngine:
    """One index per audience in a folder of its own below `root`."""

    def __init__(self, root: Path, *, wait: float = WAIT) -> None:
        self._root = root
        self._wait = wait
        self._desks: dict[str, IndexReader] = {}

    def search(self, audience: str, query: Query) -> Results:
        """Answer a query."""
        with self._desk(audience).reading() as snapshot:
            return execute(snapshot, query)

    def similar(self, audience: str, reference: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """References of related cases, nearest first."""
        with self._desk(audience).reading() as snapshot:
            return more_like_this.similar(snapshot.without(without), reference, limit)

    def alike(self, audience: str, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
        """References of the cases most like a text, each with how like it is."""
        with self._desk(audience).reading() as snapshot:
            return similarity.similarities(snapshot, text, limit)

    def suggest(self, audience: str, prefix: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """References of the cases whose titles have the words typed so far."""
        with self._desk(audience).reading() as snapshot:
            return more_like_this.suggest(snapshot.without(without), prefix, limit)

    def entries(self, audience: str) -> dict[str, str]:
        """Reference to fingerprint of everything in the index, all of which is looked through for damage."""
        with self._desk(audience).reading() as snapshot:
            snapshot.check()
            return {card.reference: card.fingerprint for card in snapshot.alive()}

    @contextmanager
    def writing(self, audience: str) -> Iterator[PendingChanges]:
        """Hold the write lock; commit on a clean exit."""
        shelf = IndexGenerations(self._root, audience)
        with shelf.locked(self._wait):
            with as_corruption(audience):
                index = open_index(shelf.current())
            changes = PendingChanges()
            yield changes
            if changes.pending:
                commit(index, shelf, changes.pending, self._wait)

    def rebuild(self, audience: str, faces: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Build the index anew beside the live one, and switch."""
        shelf = IndexGenerations(self._root, audience)
        with shelf.locked(self._wait):
            fresh = shelf.begin()
            try:
                total = build(fresh, audience, faces, progress)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            shelf.switch(fresh)
            return total

    def _desk(self, audience: str) -> IndexReader:
        return self._desks.setdefault(audience, IndexReader(IndexGenerations(self._root, audience)))
