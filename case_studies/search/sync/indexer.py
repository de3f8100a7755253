"""Keeps the indexes in line with the database: after each commit, at the start, and by command.

The database is read while the index's write lock is held, so an older state never overwrites a newer one.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import delete, select

from case_studies.models import Case, IndexTask
from case_studies.search.contract import SearchDocument
from case_studies.search.engine import Progress, SearchEngine
from case_studies.search.errors import IndexMissing, SearchError
from case_studies.search.sync.search_documents import search_documents
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Audience

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drift:
    """The references by which an audience's index differs from the database."""

    audience: Audience
    absent: tuple[str, ...]
    outdated: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.absent, *self.outdated, *self.surplus)


class Indexer:
    """Brings what the database says into the search engine."""

    def __init__(self, work: UnitOfWork, engine: SearchEngine) -> None:
        self.work = work
        self.engine = engine

    def __repr__(self) -> str:
        return "the search index"

    def drain(self) -> int:
        """Do what the outbox asks for and return how many tasks were done; on an error they all stay."""
        with self.work.reading() as session:
            tasks = session.execute(select(IndexTask.id, IndexTask.case_id)).all()
        if tasks:
            self._update(sorted({task.case_id for task in tasks}))
            with self.work.writing(quietly=True) as session:
                session.execute(delete(IndexTask).where(IndexTask.id.in_([task.id for task in tasks])))
        return len(tasks)

    def _update(self, case_ids: Sequence[int]) -> None:
        with ExitStack() as locks:
            writers = {audience: locks.enter_context(self.engine.writing(audience)) for audience in Audience}
            with self.work.reading() as session:
                references = session.scalars(select(Case.reference).where(Case.id.in_(case_ids))).all()
                for audience, writer in writers.items():
                    found = {face.reference: face for face in search_documents(session, audience, case_ids)}
                    for reference in references:
                        if reference in found:
                            writer.replace(found[reference])
                        else:
                            writer.remove(reference)

    def check(self, progress: Progress | None = None) -> list[Drift]:
        """Compare each index with the database."""
        return [self._drift(audience, progress) for audience in Audience]

    def _drift(self, audience: Audience, progress: Progress | None) -> Drift:
        indexed = self.engine.entries(audience)
        true: dict[str, str] = {}
        with self.work.reading() as session:
            for face in search_documents(session, audience):
                true[face.reference] = face.fingerprint
                if progress is not None:
                    progress(len(true))
        return Drift(
            audience,
            absent=tuple(sorted(true.keys() - indexed.keys())),
            outdated=tuple(sorted(ref for ref in true.keys() & indexed.keys() if true[ref] != indexed[ref])),
            surplus=tuple(sorted(indexed.keys() - true.keys())),
        )

    def sync(self, progress: Progress | None = None) -> list[Drift]:
        """Repair every difference and do what the outbox still holds; return what was out of line."""
        drifts = self.check(progress)
        references = {reference for drift in drifts for reference in drift.references}
        if references:
            with self.work.reading() as session:
                ids = session.scalars(select(Case.id).where(Case.reference.in_(references))).all()
            self._update(ids)
            self._remove_unknown(drifts)
        self.drain()
        return drifts

    def _remove_unknown(self, drifts: Sequence[Drift]) -> None:
        """Take out references that the database doesn't know at all."""
        for drift in drifts:
            if drift.surplus:
                with self.engine.writing(drift.audience) as writer, self.work.reading() as session:
                    known = set(session.scalars(select(Case.reference).where(Case.reference.in_(drift.surplus))))
                    for reference in set(drift.surplus) - known:
                        writer.remove(reference)

    def rebuild(self, progress: Progress | None = None) -> dict[Audience, int]:
        """Build every index anew beside the live one and switch."""
        counts = {audience: self.engine.rebuild(audience, self._all(audience), progress) for audience in Audience}
        self.drain()
        return counts

    def _all(self, audience: Audience) -> Iterator[SearchDocument]:
        with self.work.reading() as session:
            yield from search_documents(session, audience)

    def prepare(self) -> bool:
        """Bring the indexes in line at a start: build what was never built, repair what differs.

        What it cannot repair is told in the log, since people can go on without search. Returns whether all is well.
        """
        try:
            self.sync()
        except IndexMissing:
            self.rebuild()
        except SearchError as error:
            log.error("%s", error)
            return False
        return True
