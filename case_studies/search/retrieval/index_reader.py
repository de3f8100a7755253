"""Opens indexes and keeps the newest commit at hand."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from case_studies.search.errors import IndexUnusable
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.generations import IndexGenerations
from case_studies.search.store.schema import schema

ATTEMPTS = 5
"""A commit may replace the table of contents between our finding it and our opening it."""


def open_index(folder: Path) -> Any:
    """Open a generation, for reading or to write to it."""
    for attempt in range(ATTEMPTS):
        try:
            return FileIndex(FileStorage(str(folder)), schema=schema())  # type: ignore[no-untyped-call]
        except FileNotFoundError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


class IndexReader:
    """Where one audience's index lies open in this process, for one thread at a time."""

    def __init__(self, shelf: IndexGenerations) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._index: Any = None
        self._folder: tuple[int, Path] | None = None
        self._snapshot: Snapshot | None = None

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Lend the newest commit of any process."""
        with self._lock:
            yield self._find()

    def _find(self) -> Snapshot:
        """Open what serves now; look again where a rebuild or a commit cleared it away under our hands."""
        while True:
            serving = self._serving()
            try:
                with as_corruption(self._shelf.audience):
                    return self._newest((os.getpid(), serving[0]))
            except IndexUnusable:
                if serving == self._serving():
                    raise

    def _serving(self) -> tuple[Path, list[str]]:
        """The generation that serves, and its commits."""
        folder = self._shelf.current()
        return folder, sorted(file.name for file in folder.glob("*.toc"))

    def _newest(self, folder: tuple[int, Path]) -> Snapshot:
        """Keep what is open while it is the newest; a forked process opens its own."""
        before, same = self._snapshot, folder == self._folder
        index = self._index if same else open_index(folder[1])
        generation = index.latest_generation()
        if before and same and before.generation == generation:
            return before
        known = before.leaves if before else {}
        snapshot = Snapshot(self._shelf.audience, folder[1], index.reader(), generation, known)
        self._index, self._folder, self._snapshot = index, folder, snapshot
        if before:
            before.close()
        return snapshot
