"""Keeps the newest commit of an index open."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.corruption import CorruptDataError, as_corruption
from case_studies.search.store.generations import IndexGenerations
from case_studies.search.store.whoosh_index import WhooshCommit, latest_commit, open_whoosh_index


class IndexReader:
    """The open index of one audience in this process; one thread reads at a time."""

    def __init__(self, generations: IndexGenerations) -> None:
        self._generations = generations
        self._lock = threading.Lock()
        self._index: Any = None
        self._key: tuple[int, Path] | None = None
        self._snapshot: Snapshot | None = None

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Yield the newest commit of any process. Damage found inside is logged and raised as IndexUnusable."""
        with self._lock, as_corruption(self._generations.audience):
            yield self._open()

    def _open(self) -> Snapshot:
        """Open what serves now. Try again if a rebuild or a commit of another process deleted it meanwhile."""
        while True:
            serving = self._serving()
            try:
                return self._newest((os.getpid(), serving[0]))
            except CorruptDataError:
                if serving == self._serving():
                    raise

    def _serving(self) -> tuple[Path, list[str]]:
        """Return the folder of the serving generation, and its commits."""
        folder = self._generations.current()
        return folder, sorted(file.name for file in folder.glob("*.toc"))

    def _newest(self, key: tuple[int, Path]) -> Snapshot:
        """Return the open snapshot while it is the newest, or open another. A forked process opens its own files."""
        previous, is_same = self._snapshot, key == self._key
        index = self._index if is_same else open_whoosh_index(key[1])
        number = latest_commit(index)
        if previous and is_same and previous.commit_number == number:
            return previous
        opened = previous.segment_readers if previous else {}
        snapshot = Snapshot(key[1], WhooshCommit(index), number, opened)
        self._index, self._key, self._snapshot = index, key, snapshot
        if previous:
            previous.close()
        return snapshot
