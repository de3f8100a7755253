"""The inbox: what a person was told, what of it they have read, and how they want to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Case, Notification, NotificationChoice, Revision
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.notify import default_delivery
from case_studies.notifications.render import RenderedNotification, readable_cases, render
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Delivery, NotificationEvent

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One notice, as its person may read it now."""

    id: int
    event: NotificationEvent
    at: datetime
    read: bool
    said: RenderedNotification


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of an inbox, the newest notice first."""

    items: Sequence[InboxItem]
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
    own = Notification.account_id == actor.account
    total = session.scalar(select(func.count()).select_from(Notification).where(own)) or 0
    newest = select(Notification).where(own).order_by(Notification.at.desc(), Notification.id.desc())
    notices = session.scalars(newest.limit(per_page).offset((page - 1) * per_page)).all()
    cases = _cases(session, notices)
    readable = readable_cases(session, notices, actor)
    items = [_item(notice, cases.get(notice.case_id or 0), actor, readable) for notice in notices]
    return InboxPage(items, total, unread(session, actor), page, per_page)


def _cases(session: Session, notices: Sequence[Notification]) -> dict[int, Case]:
    """Return the cases with all that the policy looks at, in a fixed number of queries."""
    ids = {notice.case_id for notice in notices}
    return {case.id: case for case in session.scalars(case_with_all().where(Case.id.in_(ids)))}


def _item(notice: Notification, case: Case | None, actor: Actor, readable: Mapping[int, Revision]) -> InboxItem:
    said = render(notice, case, actor, readable)
    return InboxItem(notice.id, notice.event, notice.at, notice.read_at is not None, said)


def unread(session: Session, actor: Actor) -> int:
    """Count what the actor has not read."""
    fresh = select(func.count()).select_from(Notification)
    return session.scalar(fresh.where(Notification.account_id == actor.account, Notification.read_at.is_(None))) or 0


def mark_notifications_read(session: Session, actor: Actor, notices: Collection[int] | None = None) -> int:
    """Mark the actor's own notices as read, all of them unless some are named; return how many that changed."""
    fresh = update(Notification).where(Notification.account_id == actor.account, Notification.read_at.is_(None))
    if notices is not None:
        fresh = fresh.where(Notification.id.in_(notices))
    return len(session.scalars(fresh.values(read_at=now(session)).returning(Notification.id)).all())


def notification_choices(session: Session, actor: Actor) -> dict[NotificationEvent, Delivery]:
    """Return how the actor is told of each event that their roles can bring."""
    query = select(NotificationChoice.event, NotificationChoice.delivery).where(
        NotificationChoice.account_id == actor.account
    )
    chosen = dict(session.execute(query).all())
    own = (event for event, telling in MESSAGE_TEMPLATES.items() if actor.is_a(*telling.to))
    return {event: chosen.get(event, default_delivery(event)) for event in own}


def choose_delivery(session: Session, actor: Actor, wanted: Mapping[NotificationEvent, Delivery]) -> None:
    """Set how the actor is told; events that are not named stay as they are. Raises Incomplete by event."""
    strangers = wanted.keys() - notification_choices(session, actor).keys()
    if strangers:
        raise Incomplete({event: [N_("Your office is not told of this.")] for event in sorted(strangers)})
    for event, delivery in wanted.items():
        _set(session, actor.account, event, delivery)


def turn_off(session: Session, account_id: int, event: NotificationEvent | None) -> None:
    """Send an account no more mails of an event; without one, none of what comes in its daily mail."""
    kept = select(NotificationChoice.event, NotificationChoice.delivery).where(
        NotificationChoice.account_id == account_id
    )
    chosen = dict(session.execute(kept).all())
    daily = [known for known in NotificationEvent if chosen.get(known, default_delivery(known)) == Delivery.DIGEST]
    for known in daily if event is None else [event]:
        _set(session, account_id, known, Delivery.OFF)


def _set(session: Session, account_id: int, event: NotificationEvent, delivery: Delivery) -> None:
    """Keep a choice; what is turned off is not in the next daily mail either."""
    session.merge(NotificationChoice(account_id=account_id, event=event, delivery=delivery))
    if delivery == Delivery.OFF:
        waiting = update(Notification).where(
            Notification.account_id == account_id, Notification.event == event, Notification.mail_id.is_(None)
        )
        session.execute(waiting.where(Notification.delivery == Delivery.DIGEST).values(delivery=delivery))
