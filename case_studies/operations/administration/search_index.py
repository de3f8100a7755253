"""The search indexes, for an administrator: comparing them with the database, and building them again.

A rebuild can take minutes, so the worker does it. The old indexes serve until the new ones are complete.
"""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Unavailable, WrongState
from case_studies.event_log import LogEvent, log_after_commit
from case_studies.models import IndexRebuild, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.search.errors import SearchError
from case_studies.search.sync.indexer import Drift, Indexer
from case_studies.search.sync.search_documents import MAY_READ
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Audience, State

NOTED_EVERY = 50  # cases
LOST_AFTER = timedelta(minutes=10)  # without progress, because its worker ended


class RebuildState(StrEnum):
    """How far a rebuild is."""

    NONE = "none"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def read_rebuild(session: Session, actor: Actor) -> tuple[IndexRebuild, RebuildState]:
    """Return the latest rebuild and how far it is."""
    check_administrator(actor)
    rebuild = session.scalars(select(IndexRebuild)).one()
    return rebuild, _state_of(session, rebuild)


def ask_for_rebuild(session: Session, actor: Actor) -> None:
    """Ask the worker to build all indexes again. Raises WrongState while it does so already."""
    _rebuild, state = read_rebuild(session, actor)
    if state in (RebuildState.WAITING, RebuildState.RUNNING):
        raise WrongState(N_("The indexes are being built again already."))
    values = {"asked_at": now(session), "started_at": None, "noted_at": None, "ended_at": None}
    session.execute(update(IndexRebuild).values(**values, written=0, total=_documents(session), failed=False))
    log_after_commit(session, LogEvent.ADMINISTRATION, account=actor.account_id)


def compare_indexes(indexer: Indexer, actor: Actor) -> list[Drift]:
    """Compare each index with the database. Raises Unavailable for an index that can't be read."""
    check_administrator(actor)
    try:
        return indexer.check()
    except SearchError as error:
        raise Unavailable() from error


def do_asked_rebuild(work: UnitOfWork, indexer: Indexer) -> None:
    """Build the indexes again if an administrator asked for it and no other worker does it."""
    if not _claim(work):
        return
    is_done = False
    try:
        indexer.rebuild(_Progress(work).note)
        is_done = True
    finally:
        with work.writing(quietly=True) as session:
            session.execute(update(IndexRebuild).values(ended_at=now(session), failed=not is_done))


class _Progress:
    """Stores how many search documents of all indexes are written."""

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        self.written = 0

    def note(self, _written: int) -> None:
        self.written += 1
        if self.written % NOTED_EVERY == 0:
            with self.work.writing(quietly=True) as session:
                session.execute(update(IndexRebuild).values(written=self.written, noted_at=now(session)))


def _claim(work: UnitOfWork) -> bool:
    with work.reading() as session:
        rebuild = session.scalars(select(IndexRebuild)).one()
        if rebuild.asked_at is None or rebuild.started_at is not None:
            return False
    with work.writing(quietly=True) as session:
        moment = now(session)
        waiting = update(IndexRebuild).where(IndexRebuild.asked_at.is_not(None), IndexRebuild.started_at.is_(None))
        claimed = session.scalars(waiting.values(started_at=moment, noted_at=moment).returning(IndexRebuild.id))
        return claimed.one_or_none() is not None


def _state_of(session: Session, rebuild: IndexRebuild) -> RebuildState:
    if rebuild.asked_at is None:
        return RebuildState.NONE
    if rebuild.ended_at is not None:
        return RebuildState.FAILED if rebuild.failed else RebuildState.DONE
    if rebuild.started_at is None or rebuild.noted_at is None:
        return RebuildState.WAITING
    return RebuildState.FAILED if now(session) - rebuild.noted_at > LOST_AFTER else RebuildState.RUNNING


def _documents(session: Session) -> int:
    """Return how many search documents all indexes together will have."""
    published = select(func.count()).select_from(Revision).where(Revision.state == State.PUBLISHED)
    return sum(session.scalar(published.where(Revision.audience.in_(MAY_READ[one]))) or 0 for one in Audience)
