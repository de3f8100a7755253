"""Sends alerts for what is new in a saved search, and for its cases that are stopped or harmful, once in a run.

A thing is new if this reader could read it for the first time after the last alert. The numbers of the history decide
that, and not its moments: they are in the order of the commits, so a slow publication is not missed, and neither is one
after the clock of the server was set back. A run waits until the index has all that is new.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from case_studies.errors import Unavailable, WrongState
from case_studies.models import Account, Case, Confirmation, HistoryEntry, IndexTask, SavedSearch
from case_studies.notifications.digest import DIGEST_HOUR
from case_studies.notifications.notify import notify
from case_studies.operations.search.first_publications import (
    entries_of_revisions,
    first_publications,
    first_steps,
    is_first_step,
)
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query, Sort
from case_studies.search.engine import SearchEngine
from case_studies.search.facets import LIFE
from case_studies.search.query.query_string import parse_query_string
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import ENDED_LIVES, AlertFrequency, Audience, HistoryAction, NotificationEvent

log = logging.getLogger(__name__)

MONDAY = 0  # the day of weekly alerts, at the hour of the daily mail
DAY = timedelta(days=1)
MOST_AT_ONCE = 100  # searches in a run, so that the other jobs of the worker are not delayed
PER_PAGE = 50
ENDING = (HistoryAction.CONFIRM_STOPPED, HistoryAction.CONFIRM_HARMFUL)
REPORTED = (HistoryAction.PUBLISH, *ENDING)


@dataclass(frozen=True, slots=True)
class PendingAlert:
    """What is new in one saved search, and its cases that ended, newest first, until an entry of the history.

    If there are none, only that entry is recorded.
    """

    saved: SavedSearch
    account: Account
    new: tuple[str, ...]
    ended: tuple[str, ...]
    until: int

    @property
    def notifications(self) -> list[tuple[NotificationEvent, tuple[str, ...]]]:
        """What the owner is notified of, each with its references."""
        return [(NotificationEvent.NEW_CASES, self.new), (NotificationEvent.CASES_ENDED, self.ended)]


def send_alerts(work: UnitOfWork, engine: SearchEngine) -> int:
    """Send all due alerts and return how many notifications that made. Two workers never send the same alert."""
    with work.reading() as session:
        due = _due(session)
    sent = 0
    for number in due:
        try:
            sent += _send_alert(work, engine, number)
        except Unavailable as error:
            log.warning("alerts for saved searches wait: %s", error)
            break
        except WrongState:
            log.info("saved search %s: another worker changed it; the next run tries again", number)
        except Exception:
            log.exception("saved search %s failed; the next run tries again", number)
    return sent


def _last_entry(session: Session, rhythm: str, moment: datetime) -> int:
    """Return the number of the last entry that alerts report on now; 0 if there is none.

    An entry that is dated in the future was made before the clock was set back.
    """
    is_in_time = or_(HistoryEntry.at <= last_alert_time(rhythm, moment), HistoryEntry.at > moment)
    query = select(HistoryEntry.number).where(
        or_(HistoryEntry.action.in_(REPORTED), is_first_step(HistoryEntry)), is_in_time
    )
    return session.scalar(query.order_by(HistoryEntry.number.desc()).limit(1)) or 0


def last_alert_time(rhythm: str, moment: datetime) -> datetime:
    """Return the end of the period that alerts report on: now, or the last fixed hour for daily and weekly alerts."""
    if rhythm == AlertFrequency.AT_ONCE:
        return moment
    slot = moment.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    slot -= DAY if slot > moment else timedelta()
    return slot - DAY * ((slot.weekday() - MONDAY) % 7) if rhythm == AlertFrequency.WEEKLY else slot


def _due(session: Session) -> list[int]:
    """Return the ids of the searches with publications since their last alert, the longest waiting first."""
    moment = now(session)
    published = {rhythm: _last_entry(session, rhythm, moment) for rhythm in AlertFrequency}
    since = [and_(SavedSearch.rhythm == rhythm, SavedSearch.alerted_until < n) for rhythm, n in published.items()]
    query = (
        select(SavedSearch.id).join(Account, Account.id == SavedSearch.account_id).where(Account.active, or_(*since))
    )
    return list(session.scalars(query.order_by(SavedSearch.alerted_until, SavedSearch.id).limit(MOST_AT_ONCE)))


def _send_alert(work: UnitOfWork, engine: SearchEngine, number: int) -> int:
    """Find new cases, then record the entry and notify in one short transaction, unless another worker was faster."""
    with work.reading() as session:
        alert = _pending_alert(session, engine, number)
    if alert is None:
        return 0
    saved = alert.saved
    with work.writing(quietly=True) as session:
        claim = update(SavedSearch).where(SavedSearch.id == saved.id, SavedSearch.alerted_until == saved.alerted_until)
        if session.scalar(claim.values(alerted_until=alert.until).returning(SavedSearch.id)) is None:
            return 0
        account = session.get_one(Account, alert.account.id)
        return sum(
            notify(session, event, [account], None, key=_key(saved, event), facts=_facts(session, saved, found))
            for event, found in alert.notifications
            if found
        )


def _key(saved: SavedSearch, event: NotificationEvent) -> str:
    """Return the key of one run: the search, the start of its period, and what it is about unless that is news."""
    about = "" if event == NotificationEvent.NEW_CASES else f":{event}"
    return f"search:{saved.id}:{saved.alerted_until}{about}"


def _facts(session: Session, saved: SavedSearch, found: Sequence[str]) -> dict[str, Any]:
    """Return what the notification keeps: the ids of the cases, and the references of everything else."""
    ids = dict(session.execute(select(Case.reference, Case.id).where(Case.reference.in_(found))).all())
    facts = {"search": saved.name, "cases": [ids[reference] for reference in found if reference in ids]}
    items = [reference for reference in found if reference not in ids]
    return {**facts, "items": items} if items else facts


def _pending_alert(session: Session, engine: SearchEngine, number: int) -> PendingAlert | None:
    """Return the cases to report on, with the present rights of the owner of the search; None if it is not due."""
    saved = session.get(SavedSearch, number)
    account = session.get(Account, saved.account_id) if saved is not None else None
    if saved is None or account is None or not account.active:
        return None
    until = _last_entry(session, saved.rhythm, now(session))
    if until <= saved.alerted_until:
        return None
    actor = Actor.of(account)
    new = {
        **first_publications(session, actor.audiences, saved.alerted_until, until),
        **first_steps(session, saved.alerted_until, until),
    }
    ended = ended_cases(session, actor.audiences, saved.alerted_until, until)
    if session.scalar(select(IndexTask.id).where(IndexTask.reference.in_([*new, *ended])).limit(1)) is not None:
        return None  # the index does not have all of them yet; the next run tries again
    query = parse_query_string(saved.address)
    return PendingAlert(
        saved,
        account,
        matching(session, engine, actor, query, new),
        matching(session, engine, actor, _whatever_life(query), ended),
        until,
    )


def ended_cases(session: Session, audiences: tuple[Audience, ...], after: int, until: int) -> Mapping[str, int]:
    """Return the cases that were said to be stopped or harmful between two entries of the history, and still are."""
    last = select(func.max(Confirmation.id)).group_by(Confirmation.case_id)
    are_ended = select(Confirmation.case_id).where(Confirmation.id.in_(last), Confirmation.life.in_(ENDED_LIVES))
    query = entries_of_revisions(HistoryEntry, audiences).where(
        HistoryEntry.action.in_(ENDING),
        HistoryEntry.number > after,
        HistoryEntry.number <= until,
        HistoryEntry.case_id.in_(are_ended),
    )
    rows = session.execute(query.order_by(HistoryEntry.number))
    return {reference: number for reference, number in rows if reference is not None}


def _whatever_life(query: Query) -> Query:
    """Return the query without its filter by life, which a case that ended fits no more."""
    return replace(query, filters={name: values for name, values in query.filters.items() if name != LIFE.name})


def matching(
    session: Session, engine: SearchEngine, actor: Actor, query: Query, new: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the references of what is new and the search finds, the newest first."""
    oldest = session.scalar(select(func.min(HistoryEntry.at)).where(HistoryEntry.number.in_(new.values())))
    found: list[str] = []
    page = pages = 1
    while oldest is not None and page <= pages and len(found) < len(new):
        results = search(session, engine, actor, replace(query, sort=Sort.NEWEST, page=page, per_page=PER_PAGE))
        found += [item.reference for item in results.items if item.reference in new]
        if any(item.since.date() < oldest.date() for item in results.items):
            break  # all others are dated even earlier
        page, pages = page + 1, results.pages
    return tuple(sorted(found, key=lambda reference: new[reference], reverse=True))
