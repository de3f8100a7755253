"""Opens indexes and keeps the newest commit at hand."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from case_studies.search.damage import naming_damage
from case_studies.search.reading import Leaf, Snapshot
from case_studies.search.schema import schema
from case_studies.search.storage import Shelf

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


class Desk:
    """Where one audience's index lies open in this process, for one thread at a time."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._index: Any = None
        self._folder: tuple[int, Path] | None = None
        self._snapshot: Snapshot | None = None

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Lend the newest commit of any process."""
        with self._lock:
            folder = (os.getpid(), self._shelf.current())  # a forked process opens its own files
            with naming_damage(self._shelf.audience):
                snapshot = self._newest(folder)
            yield snapshot

    def _newest(self, folder: tuple[int, Path]) -> Snapshot:
        if folder == self._folder and self._snapshot is not None:
            before, generation = self._snapshot, self._index.latest_generation()
            if generation == before.generation:
                return before
        else:
            before, self._index = None, open_index(folder[1])
            generation = self._index.latest_generation()
        known: dict[str, Leaf] = before.leaves if before else {}
        self._snapshot = Snapshot(self._shelf.audience, self._index.reader(), generation, known)
        self._folder = folder
        if before:
            before.close()
        return self._snapshot
