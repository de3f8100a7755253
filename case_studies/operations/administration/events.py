"""Security events: what the history has of accounts and of the platform. Nothing of it is about a case or an issue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from case_studies.models import HistoryEntry
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.vocabulary import HistoryAction

PER_PAGE = 50
BATCH = 500
ABOUT_NO_CASE = and_(HistoryEntry.case_id.is_(None), HistoryEntry.reference.is_(None))


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of events, the newest first."""

    items: Sequence[HistoryEntry]
    total: int
    page: int
    pages: int


def list_events(session: Session, actor: Actor, action: HistoryAction | None, page: int) -> EventPage:
    """Return one page of the events, or of those of one kind. A page after the last is the last."""
    check_administrator(actor)
    condition = ABOUT_NO_CASE if action is None else ABOUT_NO_CASE & (HistoryEntry.action == action)
    total = session.scalar(select(func.count(HistoryEntry.id)).where(condition)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    query = select(HistoryEntry).where(condition).order_by(HistoryEntry.number.desc())
    items = session.scalars(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return EventPage(items, total, page, pages)


def kinds_of_events(session: Session, actor: Actor) -> set[HistoryAction]:
    """Return the kinds of events that there are."""
    check_administrator(actor)
    return set(session.scalars(select(HistoryEntry.action).where(ABOUT_NO_CASE).distinct()))


def all_events(session: Session, actor: Actor) -> Iterator[HistoryEntry]:
    """Return all events, the oldest first."""
    check_administrator(actor)
    query = select(HistoryEntry).where(ABOUT_NO_CASE).order_by(HistoryEntry.number)
    return iter(session.scalars(query.execution_options(yield_per=BATCH)))
