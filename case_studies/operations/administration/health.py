"""The health of the platform: the worker, mails, the search indexes, the disk, delegations without an office."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from case_studies.db import Base
from case_studies.models import Account, BrowserSession, Case, Delegation, IndexTask, Mail, Revision, WorkerRound
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.policy.found_items import count_items
from case_studies.policy.practice_release import READER_OF
from case_studies.schema_migrations import is_current
from case_studies.search.contract import Query, index_of_delegation
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.search.sync.search_documents import MAY_READ
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Audience, Role, State

NO_DELEGATION = "none"  # it has nothing in any layer
LATE = timedelta(minutes=15)  # for a mail or a change that waits for the index
WORKER_LATE = timedelta(minutes=5)
LEAST_FREE = 0.1  # of the disk


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The search index of one audience. `found` is None if it does not answer."""

    audience: Audience
    found: int | None
    published: int

    @property
    def is_complete(self) -> bool:
        """Whether search finds all that the audience may find."""
        return self.found == self.published


@dataclass(frozen=True, slots=True)
class Health:
    """What can be measured of the platform. `at` is when it was measured."""

    at: datetime
    worker_round: datetime | None
    failed_mails: int
    waiting_mails: int
    late_mails: int
    """Mails whose next try is due for more than a quarter of an hour, so that no worker seems to run."""
    oldest_mail: datetime | None
    indexes: Sequence[IndexStatus]
    index_tasks: int
    oldest_task: datetime | None
    disk_free: int
    disk_size: int
    active_accounts: int
    closed_accounts: int
    sessions: int

    @property
    def is_worker_late(self) -> bool:
        """Whether no worker finished a round for some minutes."""
        return self.worker_round is None or self.at - self.worker_round > WORKER_LATE

    @property
    def is_index_late(self) -> bool:
        """Whether a change waits for the index for longer than it should."""
        return self.oldest_task is not None and self.at - self.oldest_task > LATE

    @property
    def is_disk_full(self) -> bool:
        """Whether little is left of the disk."""
        return self.disk_free < LEAST_FREE * self.disk_size

    @property
    def needs_care(self) -> bool:
        """Whether anything should be looked after."""
        incomplete = any(not index.is_complete for index in self.indexes)
        is_late = self.is_worker_late or self.is_index_late or self.is_disk_full
        return bool(self.failed_mails or self.late_mails or incomplete or is_late)


def platform_health(session: Session, engine: SearchEngine, data_dir: Path, actor: Actor) -> Health:
    """Return the health of the platform, for an administrator."""
    check_administrator(actor)
    return measure_health(session, engine, data_dir)


def measure_health(session: Session, engine: SearchEngine, data_dir: Path) -> Health:
    """Measure the platform, in a fixed number of queries."""
    moment = now(session)
    failed = Mail.failed_at.is_not(None)
    waiting = Mail.sent_at.is_(None) & ~failed
    tasks, oldest = session.execute(select(func.count(IndexTask.id), func.min(IndexTask.queued_at))).one()
    disk = shutil.disk_usage(data_dir)
    return Health(
        at=moment,
        worker_round=session.scalar(select(WorkerRound.ended_at)),
        failed_mails=_count(session, Mail, failed),
        waiting_mails=_count(session, Mail, waiting),
        late_mails=_count(session, Mail, waiting & (Mail.next_try_at < moment - LATE)),
        oldest_mail=session.scalar(select(func.min(Mail.queued_at)).where(waiting)),
        indexes=[_index(session, engine, audience) for audience in Audience],
        index_tasks=tasks,
        oldest_task=oldest,
        disk_free=disk.free,
        disk_size=disk.total,
        active_accounts=_count(session, Account, Account.active.is_(True)),
        closed_accounts=_count(session, Account, Account.active.is_(False)),
        sessions=_count(session, BrowserSession, BrowserSession.last_used_at > moment - timedelta(days=1)),
    )


def index_status(session: Session, engine: SearchEngine, actor: Actor) -> list[IndexStatus]:
    """Return what each index finds, for an administrator."""
    check_administrator(actor)
    return [_index(session, engine, audience) for audience in Audience]


def readiness(work: UnitOfWork, engine: SearchEngine) -> dict[str, bool]:
    """Return whether each part can serve: the database, its schema, the search indexes."""
    try:
        is_migrated, answers = is_current(work.engine), True
    except SQLAlchemyError:
        is_migrated = answers = False
    return {
        "database": answers,
        "migrations": is_migrated,
        "index": all(_found(engine, one) is not None for one in Audience),
    }


def note_worker_round(work: UnitOfWork) -> None:
    """Note that a worker finished a round."""
    with work.writing(quietly=True) as session:
        session.execute(update(WorkerRound).values(ended_at=now(session)))


def delegations_without_clearance(session: Session, actor: Actor) -> list[Delegation]:
    """Return the delegations whose focal points have nobody to ask for clearance, in no order."""
    check_administrator(actor)
    roles: dict[str, set[Role]] = {}
    for code, own in session.execute(select(Account.delegation_code, Account.roles).where(Account.active.is_(True))):
        roles.setdefault(code, set()).update(own)
    lacking = [code for code, own in roles.items() if Role.FOCAL_POINT in own and Role.CLEARANCE_OFFICER not in own]
    query = select(Delegation).where(Delegation.code.in_(lacking), Delegation.clears_itself.is_(False))
    return list(session.scalars(query))


def _count(session: Session, model: type[Base], condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(model).where(condition)) or 0


def _index(session: Session, engine: SearchEngine, audience: Audience) -> IndexStatus:
    query = select(func.count()).select_from(Revision).join(Case, Case.id == Revision.case_id)
    published = query.where(Revision.state == State.PUBLISHED, Revision.audience.in_(MAY_READ[audience]))
    total = (session.scalar(published) or 0) + count_items(session, READER_OF[audience])
    return IndexStatus(audience, _found(engine, audience), total)


def _found(engine: SearchEngine, audience: Audience) -> int | None:
    """Return the number of things that an index finds, or None if it, or a layer of it, does not answer."""
    name = index_of_delegation(audience, NO_DELEGATION) if audience == Audience.MEMBERS else audience
    try:
        return engine.search(name, Query(per_page=1)).library.total
    except SearchError:
        return None
