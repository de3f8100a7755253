"""The inbox: what a person was told, what of it they have read, and how they want to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Case, Notice, NoticeChoice, Revision
from case_studies.notifications.messages import TELLINGS
from case_studies.notifications.notify import usual
from case_studies.notifications.render import Said, readable_cases, say
from case_studies.operations.cases.queries import whole_case
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Delivery, Event

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One notice, as its person may read it now."""

    id: int
    event: Event
    at: datetime
    read: bool
    said: Said


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of an inbox, the newest notice first."""

    items: Sequence[Item]
    total: int
    unread: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.per_page))


def inbox(session: Session, actor: Actor, *, page: int = 1, per_page: int = PER_PAGE) -> InboxPage:
    """Return one page of what the actor was told."""
    own = Notice.account_id == actor.account
    total = session.scalar(select(func.count()).select_from(Notice).where(own)) or 0
    newest = select(Notice).where(own).order_by(Notice.at.desc(), Notice.id.desc())
    notices = session.scalars(newest.limit(per_page).offset((page - 1) * per_page)).all()
    cases = _cases(session, notices)
    readable = readable_cases(session, notices, actor)
    items = [_item(notice, cases.get(notice.case_id or 0), actor, readable) for notice in notices]
    return InboxPage(items, total, unread(session, actor), page, per_page)


def _cases(session: Session, notices: Sequence[Notice]) -> dict[int, Case]:
    """Return the cases with all that the policy looks at, in a fixed number of queries."""
    ids = {notice.case_id for notice in notices}
    return {case.id: case for case in session.scalars(whole_case().where(Case.id.in_(ids)))}


def _item(notice: Notice, case: Case | None, actor: Actor, readable: Mapping[int, Revision]) -> Item:
    said = say(notice, case, actor, readable)
    return Item(notice.id, Event(notice.event), notice.at, notice.read_at is not None, said)


def unread(session: Session, actor: Actor) -> int:
    """Count what the actor has not read."""
    fresh = select(func.count()).select_from(Notice)
    return session.scalar(fresh.where(Notice.account_id == actor.account, Notice.read_at.is_(None))) or 0


def mark_notifications_read(session: Session, actor: Actor, notices: Collection[int] | None = None) -> int:
    """Mark the actor's own notices as read, all of them unless some are named; return how many that changed."""
    fresh = update(Notice).where(Notice.account_id == actor.account, Notice.read_at.is_(None))
    if notices is not None:
        fresh = fresh.where(Notice.id.in_(notices))
    return len(session.scalars(fresh.values(read_at=now(session)).returning(Notice.id)).all())


def choices(session: Session, actor: Actor) -> dict[Event, Delivery]:
    """Return how the actor is told of each event that their roles can bring."""
    query = select(NoticeChoice.event, NoticeChoice.delivery).where(NoticeChoice.account_id == actor.account)
    chosen = {event: Delivery(delivery) for event, delivery in session.execute(query)}
    own = (event for event, telling in TELLINGS.items() if actor.is_a(*telling.to))
    return {event: chosen.get(event, usual(event)) for event in own}


def choose(session: Session, actor: Actor, wanted: Mapping[Event, Delivery]) -> None:
    """Set how the actor is told; events that are not named stay as they are. Raises Incomplete by event."""
    strangers = wanted.keys() - choices(session, actor).keys()
    if strangers:
        raise Incomplete({event: [N_("Your office is not told of this.")] for event in sorted(strangers)})
    for event, delivery in wanted.items():
        _set(session, actor.account, event, delivery)


def turn_off(session: Session, account_id: int, event: Event | None) -> None:
    """Send an account no more mails of an event; without one, none of what comes in its daily mail."""
    kept = select(NoticeChoice.event, NoticeChoice.delivery).where(NoticeChoice.account_id == account_id)
    chosen = {Event(known): delivery for known, delivery in session.execute(kept)}
    daily = [known for known in Event if chosen.get(known, usual(known)) == Delivery.DIGEST]
    for known in daily if event is None else [event]:
        _set(session, account_id, known, Delivery.OFF)


def _set(session: Session, account_id: int, event: Event, delivery: Delivery) -> None:
    """Keep a choice; what is turned off is not in the next daily mail either."""
    session.merge(NoticeChoice(account_id=account_id, event=event, delivery=delivery))
    if delivery == Delivery.OFF:
        waiting = update(Notice).where(Notice.account_id == account_id, Notice.event == event, Notice.mail_id.is_(None))
        session.execute(waiting.where(Notice.delivery == Delivery.DIGEST).values(delivery=delivery))
