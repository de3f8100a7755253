"""Keeps the search indexes in step with the database: after each commit, at the start, and by command.

The database is read while the index's write lock is held, so an older state never overwrites a newer one.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import delete, select

from case_studies.models import IndexTask
from case_studies.policy.found_items import in_parts
from case_studies.search.contract import LAYERS, SearchDocument
from case_studies.search.engine import Progress, SearchEngine, Writer
from case_studies.search.errors import IndexMissing, IndexOutdated, SearchError
from case_studies.search.sync.public_records import differing_records, keep_records
from case_studies.search.sync.search_documents import INDEXES, search_documents
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Audience

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drift:
    """The references by which an index differs from the database."""

    index: str
    absent: tuple[str, ...]
    """In the database only."""
    outdated: tuple[str, ...]
    """In both, with another fingerprint."""
    surplus: tuple[str, ...]
    """In the index only."""

    @property
    def references(self) -> tuple[str, ...]:
        """All references that differ."""
        return (*self.absent, *self.outdated, *self.surplus)


class Indexer:
    """Writes what the database has into the search engine."""

    def __init__(self, work: UnitOfWork, engine: SearchEngine) -> None:
        self.work = work
        self.engine = engine

    def __repr__(self) -> str:
        return "the search index"

    def drain(self) -> int:
        """Do the tasks in the outbox and return their number; after an error all of them stay."""
        with self.work.reading() as session:
            tasks = session.execute(select(IndexTask.id, IndexTask.reference)).all()
        if tasks:
            self._update(sorted({task.reference for task in tasks}))
            with self.work.writing(quietly=True) as session:
                session.execute(delete(IndexTask).where(IndexTask.id.in_([task.id for task in tasks])))
        return len(tasks)

    def _update(self, references: Collection[str]) -> None:
        """Write these things to each index, or remove them: also those that the database does not have."""
        with ExitStack() as locks:
            writers = {index: locks.enter_context(self.engine.writing(index)) for index in INDEXES}
            with self.work.reading() as session:
                documents = {index: list(search_documents(session, index, references)) for index in INDEXES}
            for index, writer in writers.items():
                _write(writer, references, documents[index])
            keep_records(self.work, references, documents[Audience.PUBLIC])

    def _update_records(self) -> None:
        """Record what the index of the public has and the records do not, such as all of it after an upgrade."""
        for references in in_parts(differing_records(self.work, self.engine.entries(Audience.PUBLIC))):
            with self.engine.writing(Audience.PUBLIC), self.work.reading() as session:
                documents = list(search_documents(session, Audience.PUBLIC, references))
                keep_records(self.work, references, documents)

    def check(self, progress: Progress | None = None) -> list[Drift]:
        """Compare each index with the database."""
        return [self._drift(index, progress) for index in INDEXES]

    def _drift(self, index: str, progress: Progress | None) -> Drift:
        indexed = self.engine.entries(index)
        expected: dict[str, str] = {}
        with self.work.reading() as session:
            for document in search_documents(session, index):
                expected[document.reference] = document.fingerprint
                if progress is not None:
                    progress(len(expected))
        return Drift(
            index,
            absent=tuple(sorted(expected.keys() - indexed.keys())),
            outdated=tuple(sorted(ref for ref in expected.keys() & indexed.keys() if expected[ref] != indexed[ref])),
            surplus=tuple(sorted(indexed.keys() - expected.keys())),
        )

    def sync(self, progress: Progress | None = None) -> list[Drift]:
        """Repair all differences, then do the tasks in the outbox; return the differences."""
        drifts = self.check(progress)
        references = {reference for drift in drifts for reference in drift.references}
        if references:
            self._update(references)
        self.drain()
        self._update_records()
        return drifts

    def rebuild(self, progress: Progress | None = None) -> dict[str, int]:
        """Build a new index of each name beside the live one, and switch to it."""
        counts = {
            index: self.engine.rebuild(index, self._all(index), None if index in LAYERS else progress)
            for index in INDEXES
        }
        self.drain()
        self._update_records()
        return counts

    def _all(self, index: str) -> Iterator[SearchDocument]:
        with self.work.reading() as session:
            yield from search_documents(session, index)

    def prepare(self) -> bool:
        """At the start of a server, build indexes that don't exist and repair differences. Return whether all is well.

        Indexes that another version made are built again. One that can't be repaired is logged and nothing is raised,
        because everything but search still works.
        """
        try:
            self.sync()
        except (IndexMissing, IndexOutdated):
            self.rebuild()
        except SearchError as error:
            log.error("%s", error)
            return False
        return True


def _write(writer: Writer, references: Iterable[str], documents: Iterable[SearchDocument]) -> None:
    """Replace the references that have a search document, and remove the others."""
    by_reference = {document.reference: document for document in documents}
    for reference in references:
        if reference in by_reference:
            writer.replace(by_reference[reference])
        else:
            writer.remove(reference)
