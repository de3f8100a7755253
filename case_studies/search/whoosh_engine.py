"""The embedded engine: `SearchEngine` on Whoosh, for several processes of one machine."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from case_studies.search import likeness, related
from case_studies.search.answering import answer
from case_studies.search.damage import naming_damage
from case_studies.search.documents import Face, Manuscript, Query, Results
from case_studies.search.engine import Progress
from case_studies.search.opening import Desk, open_index
from case_studies.search.schema import fields_of, schema
from case_studies.search.storage import Shelf

WAIT = 30.0
"""Seconds to wait for the write lock, unless told otherwise."""
REBUILD_MB = 256
"""Memory for postings during a rebuild; beyond it Whoosh sorts on disk, at half the speed."""


class Changes:
    """What a writer is told; written in one go when it is done."""

    def __init__(self) -> None:
        self.pending: dict[str, Face | None] = {}

    def replace(self, face: Face) -> None:
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
        self._desks: dict[str, Desk] = {}

    def search(self, audience: str, query: Query) -> Results:
        """Answer a query."""
        with self._desk(audience).reading() as snapshot:
            return answer(snapshot, query)

    def similar(self, audience: str, reference: str, limit: int) -> list[str]:
        """References of related cases, nearest first."""
        with self._desk(audience).reading() as snapshot:
            return related.similar(snapshot, reference, limit)

    def alike(self, audience: str, text: Manuscript, limit: int) -> list[tuple[str, float]]:
        """References of the cases most like a text, each with how like it is."""
        with self._desk(audience).reading() as snapshot:
            return likeness.alike(snapshot, text, limit)

    def suggest(self, audience: str, prefix: str, limit: int) -> list[str]:
        """Titles with the words typed so far."""
        with self._desk(audience).reading() as snapshot:
            return related.suggest(snapshot, prefix, limit)

    def entries(self, audience: str) -> dict[str, str]:
        """Reference to fingerprint of everything in the index."""
        with self._desk(audience).reading() as snapshot:
            return {card.reference: card.fingerprint for card in snapshot.alive()}

    @contextmanager
    def writing(self, audience: str) -> Iterator[Changes]:
        """Hold the write lock; commit on a clean exit."""
        shelf = Shelf(self._root, audience)
        with shelf.locked(self._wait):
            with naming_damage(audience):
                index = open_index(shelf.current())
            changes = Changes()
            yield changes
            if changes.pending:
                _commit(index, changes, self._wait)

    def rebuild(self, audience: str, faces: Iterable[Face], progress: Progress | None = None) -> int:
        """Build the index anew beside the live one, and switch."""
        shelf = Shelf(self._root, audience)
        with shelf.locked(self._wait):
            fresh = shelf.begin()
            try:
                total = _build(fresh, faces, progress)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            shelf.switch(fresh)
            return total

    def _desk(self, audience: str) -> Desk:
        return self._desks.setdefault(audience, Desk(Shelf(self._root, audience)))


def _commit(index: Any, changes: Changes, wait: float) -> None:
    with _written(index.writer(timeout=wait)) as writer:
        for reference, face in changes.pending.items():
            writer.delete_by_term("reference", reference)
            if face is not None:
                writer.add_document(**fields_of(face))


def _build(folder: Path, faces: Iterable[Face], progress: Progress | None) -> int:
    index = FileStorage(str(folder)).create_index(schema())  # type: ignore[no-untyped-call]
    seen: set[str] = set()
    with _written(index.writer(limitmb=REBUILD_MB)) as writer:
        for face in faces:
            if face.reference in seen:
                raise ValueError(f"{face.reference} was handed in twice")
            seen.add(face.reference)
            writer.add_document(**fields_of(face))
            if progress is not None:
                progress(len(seen))
    return len(seen)


@contextmanager
def _written(writer: Any) -> Iterator[Any]:
    """Commit a Whoosh writer, or cancel it after an exception."""
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
