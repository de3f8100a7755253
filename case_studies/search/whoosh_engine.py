"""The embedded engine: `SearchEngine` on Whoosh, for several processes of one machine."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from case_studies.search.contract import INDEX_AND_DELEGATION, LAYERS, Query, QueryDocument, Results, SearchDocument
from case_studies.search.engine import Progress
from case_studies.search.retrieval import more_like_this, similarity
from case_studies.search.retrieval.execute import execute
from case_studies.search.retrieval.index_reader import IndexReader
from case_studies.search.retrieval.layers import with_layers
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.generations import IndexGenerations
from case_studies.search.store.index_writer import build, commit
from case_studies.search.store.whoosh_index import open_whoosh_index

WAIT = 30.0
"""Seconds that a writer waits for the lock by default."""


class PendingChanges:
    """Collects the changes of a writer; all are written in one commit at its end."""

    def __init__(self) -> None:
        self.documents: dict[str, SearchDocument | None] = {}
        """By reference; None removes it."""

    def replace(self, document: SearchDocument) -> None:
        """Write a document in place of what its reference had."""
        self.documents[document.reference] = document

    def remove(self, reference: str) -> None:
        """Remove a reference."""
        self.documents[reference] = None


class WhooshEngine:
    """One index per audience, each in a folder below `root`. `wait` is in seconds."""

    def __init__(self, root: Path, *, wait: float = WAIT) -> None:
        self._root = root
        self._wait = wait
        self._readers: dict[str, IndexReader] = {}

    def search(self, audience: str, query: Query) -> Results:
        """Answer a query."""
        with self._reading(audience) as snapshot:
            return execute(snapshot, query)

    def similar(self, audience: str, reference: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """Return the references of related cases, nearest first."""
        with self._reading(audience) as snapshot:
            return more_like_this.similar(snapshot.without(without), reference, limit)

    def similar_to(self, audience: str, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
        """Return the references of the cases most similar to a text, with their similarity."""
        with self._reading(audience) as snapshot:
            return similarity.similarities(snapshot, text, limit)

    def suggest(self, audience: str, prefix: str, limit: int, without: Collection[str] = ()) -> list[str]:
        """Return the references of the cases whose titles have the words of a prefix."""
        with self._reading(audience) as snapshot:
            return more_like_this.suggest(snapshot.without(without), prefix, limit)

    def entries(self, audience: str) -> dict[str, str]:
        """Return reference to fingerprint of everything in the index, after checking all of it for damage."""
        with self._reader(audience).reading() as snapshot:
            snapshot.check()
            return {fields.reference: fields.fingerprint for fields in snapshot.live_fields()}

    @contextmanager
    def writing(self, audience: str) -> Iterator[PendingChanges]:
        """Hold the write lock; commit on a clean exit."""
        generations = IndexGenerations(self._root, audience)
        with generations.locked(self._wait), as_corruption(audience):
            folder = generations.current()
            index = open_whoosh_index(folder)
            changes = PendingChanges()
            yield changes
            if any(changes.documents.values()) or (changes.documents and not index.is_empty()):
                commit(index, folder, changes.documents, self._wait)

    def rebuild(self, audience: str, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Build a new index beside the live one, and switch to it."""
        generations = IndexGenerations(self._root, audience)
        with generations.locked(self._wait):
            fresh = generations.begin()
            try:
                total = build(fresh, documents, progress)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            generations.switch(fresh)
            return total

    @contextmanager
    def _reading(self, audience: str) -> Iterator[Snapshot]:
        """Yield the newest commit of an index, with the documents that only a delegation has if one is named."""
        name, _, delegation = audience.partition(INDEX_AND_DELEGATION)
        with ExitStack() as opened:
            base = opened.enter_context(self._reader(name).reading())
            if delegation:
                layers = [opened.enter_context(self._reader(layer).reading()) for layer in LAYERS]
                base = with_layers(base, layers, delegation)
            yield base

    def _reader(self, audience: str) -> IndexReader:
        return self._readers.setdefault(audience, IndexReader(IndexGenerations(self._root, audience)))
