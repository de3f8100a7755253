"""Telling whoever keeps a search of the new cases that it finds for them: one notice a search and run.

New is what was published first for its reader since the search told last, by the history: its entries stand in the
order in which they were committed, so that nothing published slowly slips by. What the index lacks yet is waited for.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from case_studies.errors import Unavailable, WrongState
from case_studies.models import Account, HistoryEntry, IndexTask, Revision, SavedSearch
from case_studies.notifications.digest import DIGEST_HOUR
from case_studies.notifications.notify import notify
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query, Sort
from case_studies.search.engine import SearchEngine
from case_studies.search.query.query_string import parse_query_string
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Action, AlertFrequency, Audience, NotificationEvent

log = logging.getLogger(__name__)

MONDAY = 0  # the day of the weekly word, at the hour of the daily mail
DAY = timedelta(days=1)
MOST_AT_ONCE = 100  # searches in a run, so that a worker's other duties get their turn
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PendingAlert:
    """What there is to tell of one saved search: the cases, newest first; maybe none, and then it is only noted."""

    saved: SavedSearch
    account: Account
    cases: tuple[int, ...]
    upto: datetime


def send_alerts(work: UnitOfWork, engine: SearchEngine) -> int:
    """Tell of whatever is new, and return how many notices that made. Two at once tell nothing twice."""
    with work.reading() as session:
        due = _due(session)
    told = 0
    for number in due:
        try:
            told += _handle(work, engine, number)
        except Unavailable as error:
            log.warning("saved searches wait: %s", error)
            break
        except WrongState:
            log.info("saved search %s: somebody else was at it; the next run looks again", number)
        except Exception:
            log.exception("saved search %s failed; the next run tries again", number)
    return told


def _last_publication(session: Session, upto: datetime) -> datetime | None:
    """Return the moment of the last publication up to a moment."""
    query = select(HistoryEntry.at).where(HistoryEntry.action == Action.PUBLISH, HistoryEntry.at <= upto)
    return session.scalar(query.order_by(HistoryEntry.number.desc()).limit(1))


def last_alert_time(rhythm: str, moment: datetime) -> datetime:
    """Return up to when a search of a rhythm tells by now: daily and weekly ones up to a steady hour."""
    if rhythm == AlertFrequency.AT_ONCE:
        return moment
    slot = moment.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    slot -= DAY if slot > moment else timedelta()
    return slot - DAY * ((slot.weekday() - MONDAY) % 7) if rhythm == AlertFrequency.WEEKLY else slot


def _due(session: Session) -> list[int]:
    """Return the ids of the searches since whose last word something was published, the longest waiting first."""
    moment = now(session)
    news = {rhythm: _last_publication(session, last_alert_time(rhythm, moment)) for rhythm in AlertFrequency}
    since = [and_(SavedSearch.rhythm == rhythm, SavedSearch.told_at < at) for rhythm, at in news.items() if at]
    if not since:
        return []
    query = (
        select(SavedSearch.id).join(Account, Account.id == SavedSearch.account_id).where(Account.active, or_(*since))
    )
    return list(session.scalars(query.order_by(SavedSearch.told_at, SavedSearch.id).limit(MOST_AT_ONCE)))


def _handle(work: UnitOfWork, engine: SearchEngine, number: int) -> int:
    """Look what is new, then note it and tell it in one short transaction, unless another worker was quicker."""
    with work.reading() as session:
        word = _look(session, engine, number)
    if word is None:
        return 0
    saved = word.saved
    with work.writing(quietly=True) as session:
        mine = update(SavedSearch).where(SavedSearch.id == saved.id, SavedSearch.told_at == saved.told_at)
        if session.scalar(mine.values(told_at=word.upto).returning(SavedSearch.id)) is None or not word.cases:
            return 0
        account = session.get_one(Account, word.account.id)
        facts = {"search": saved.name, "cases": list(word.cases)}
        return notify(session, NotificationEvent.NEW_CASES, [account], None, key=_key(saved), facts=facts)


def _key(saved: SavedSearch) -> str:
    """Return the name of one run: the search, and since when it looked."""
    return f"search:{saved.id}:{saved.told_at.isoformat()}"


def _look(session: Session, engine: SearchEngine, number: int) -> PendingAlert | None:
    """Return what is new in a saved search for its person as they are now; nothing where it is not time."""
    saved = session.get(SavedSearch, number)
    account = session.get(Account, saved.account_id) if saved is not None else None
    if saved is None or account is None or not account.active:
        return None
    upto = _last_publication(session, last_alert_time(saved.rhythm, now(session)))
    if upto is None or upto <= saved.told_at:
        return None
    actor = Actor.of(account)
    fresh = first_publications(session, actor.audiences, saved.told_at, upto)
    if session.scalar(select(IndexTask.id).where(IndexTask.case_id.in_(fresh)).limit(1)) is not None:
        return None  # the index lacks some of it yet; the next run looks again
    return PendingAlert(
        saved, account, _matching(session, engine, actor, parse_query_string(saved.address), fresh), upto
    )


def first_publications(
    session: Session, audiences: tuple[Audience, ...], since: datetime, upto: datetime
) -> Mapping[int, datetime]:
    """Return case → when it was first published for these audiences, of those for which that was in a period.

    A later revision is no new case; one that is the first for this audience is.
    """
    earlier = aliased(HistoryEntry)
    before = _publications(earlier, audiences).where(
        earlier.case_id == HistoryEntry.case_id, earlier.number < HistoryEntry.number
    )
    # looked for from the end of the log, which may be long
    last = select(HistoryEntry.number).where(HistoryEntry.at <= since).order_by(HistoryEntry.number.desc()).limit(1)
    query = _publications(HistoryEntry, audiences).where(
        HistoryEntry.number > func.coalesce(last.correlate(None).scalar_subquery(), 0),
        HistoryEntry.at <= upto,
        ~before.correlate(HistoryEntry).exists(),
    )
    return {case: at for case, at in session.execute(query) if case is not None}


def _publications(entry: type[HistoryEntry], audiences: tuple[Audience, ...]) -> Select[int | None, datetime]:
    """Return the query for publications of revisions for some audience."""
    revision = aliased(Revision)
    published = and_(revision.case_id == entry.case_id, revision.number == entry.revision_number)
    query = select(entry.case_id, entry.at).join(revision, published)
    return query.where(entry.action == Action.PUBLISH, revision.audience.in_(audiences))


def _matching(
    session: Session, engine: SearchEngine, actor: Actor, query: Query, fresh: Mapping[int, datetime]
) -> tuple[int, ...]:
    """Return those of the fresh cases that the search finds, the newest first."""
    found: list[int] = []
    page = pages = 1 if fresh else 0
    while page <= pages and len(found) < len(fresh):
        results = search(session, engine, actor, replace(query, sort=Sort.NEWEST, page=page, per_page=PER_PAGE))
        revisions = [item.revision for item in results.items]
        found += [revision.case_id for revision in revisions if revision.case_id in fresh]
        if any(r.published_at is not None and r.published_at < min(fresh.values()) - DAY for r in revisions):
            break  # the rest was published earlier still
        page, pages = page + 1, results.pages
    return tuple(sorted(found, key=lambda case: fresh[case], reverse=True))
