"""What an administrator has to look after: mails, the search index, delegations without an office, the thesaurus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from case_studies.db import Base
from case_studies.errors import NotAllowed
from case_studies.event_log import LogEvent, log_after_commit
from case_studies.models import Account, Case, Concept, Delegation, IndexTask, Mail, Revision
from case_studies.notifications.outbox import retry
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.search.sync.search_documents import MAY_READ
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, Role, State

MOST_MAILS = 20
LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The search index of one audience. `found` is None if it does not answer."""

    audience: Audience
    found: int | None
    published: int

    @property
    def is_complete(self) -> bool:
        """Whether search finds all published cases of the audience."""
        return self.found == self.published


@dataclass(frozen=True, slots=True)
class PlatformStatus:
    """What needs care, and the figures beside it."""

    failed_mails: Sequence[Mail]
    failed_total: int
    waiting_mails: int
    late_mails: int
    """Mails whose next try is due for more than a quarter of an hour, so that no worker seems to run."""
    indexes: Sequence[IndexStatus]
    index_tasks: int
    oldest_task: datetime | None
    without_clearance: Sequence[Delegation]
    active_accounts: int
    closed_accounts: int
    retired_entries: int

    @property
    def needs_care(self) -> bool:
        """Whether anything should be looked after."""
        incomplete = any(not index.is_complete for index in self.indexes)
        return bool(self.failed_total or self.late_mails or incomplete or self.index_tasks or self.without_clearance)


def platform_status(session: Session, engine: SearchEngine, actor: Actor) -> PlatformStatus:
    """Return what an administrator has to look after, in a fixed number of queries."""
    _check(actor)
    failed, moment = Mail.failed_at.is_not(None), now(session)
    waiting = Mail.sent_at.is_(None) & ~failed
    tasks, oldest = session.execute(select(func.count(IndexTask.id), func.min(IndexTask.queued_at))).one()
    return PlatformStatus(
        failed_mails=session.scalars(
            select(Mail).where(failed).order_by(Mail.failed_at.desc()).limit(MOST_MAILS)
        ).all(),
        failed_total=_count(session, Mail, failed),
        waiting_mails=_count(session, Mail, waiting),
        late_mails=_count(session, Mail, waiting & (Mail.next_try_at < moment - LATE)),
        indexes=[_index(session, engine, audience) for audience in Audience],
        index_tasks=tasks,
        oldest_task=oldest,
        without_clearance=_without_clearance(session),
        active_accounts=_count(session, Account, Account.active.is_(True)),
        closed_accounts=_count(session, Account, Account.active.is_(False)),
        retired_entries=_count(session, Concept, Concept.retired.is_(True)),
    )


def retry_mails(session: Session, actor: Actor) -> int:
    """Queue the mails that were given up, and return their number."""
    _check(actor)
    log_after_commit(session, LogEvent.ADMINISTRATION, account=actor.account_id)
    return retry(session)


def _check(actor: Actor) -> None:
    if not actor.is_a(Role.ADMINISTRATOR):
        raise NotAllowed()


def _count(session: Session, model: type[Base], condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(model).where(condition)) or 0


def _index(session: Session, engine: SearchEngine, audience: Audience) -> IndexStatus:
    query = select(func.count()).select_from(Revision).join(Case, Case.id == Revision.case_id)
    published = query.where(Revision.state == State.PUBLISHED, Revision.audience.in_(MAY_READ[audience]))
    try:
        found = engine.search(audience, Query(per_page=1)).library.total
    except SearchError:
        found = None
    return IndexStatus(audience, found, session.scalar(published) or 0)


def _without_clearance(session: Session) -> list[Delegation]:
    """Return the delegations whose focal points have nobody to ask for clearance, in no order."""
    roles: dict[str, set[Role]] = {}
    for code, own in session.execute(select(Account.delegation_code, Account.roles).where(Account.active.is_(True))):
        roles.setdefault(code, set()).update(own)
    lacking = [code for code, own in roles.items() if Role.FOCAL_POINT in own and Role.CLEARANCE_OFFICER not in own]
    query = select(Delegation).where(Delegation.code.in_(lacking), Delegation.clears_itself.is_(False))
    return list(session.scalars(query))
