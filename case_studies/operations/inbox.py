"""The inbox: the notifications of an account, which of them are read, and how the account wants to be notified."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Case, Notification, NotificationChoice
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.notify import default_delivery
from case_studies.notifications.render import FoundThings, RenderedNotification, render, things_found
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Delivery, NotificationEvent

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One notification, as its account may read it now."""

    number: int
    event: NotificationEvent
    at: datetime
    read: bool
    message: RenderedNotification


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of an inbox, the newest notification first."""

    items: Sequence[InboxItem]
    total: int
    unread: int
    page: int
    per_page: int

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // self.per_page))


def inbox(session: Session, actor: Actor, *, page: int = 1, per_page: int = PER_PAGE) -> InboxPage:
    """Return one page of the actor's inbox."""
    own = Notification.account_id == actor.account
    total = session.scalar(select(func.count()).select_from(Notification).where(own)) or 0
    newest = select(Notification).where(own).order_by(Notification.at.desc(), Notification.id.desc())
    notifications = session.scalars(newest.limit(per_page).offset((page - 1) * per_page)).all()
    cases = _cases(session, notifications)
    found = things_found(session, notifications, actor)
    items = [_item(each, cases.get(each.case_id or 0), actor, found) for each in notifications]
    return InboxPage(items, total, count_unread(session, actor), page, per_page)


def _cases(session: Session, notifications: Sequence[Notification]) -> dict[int, Case]:
    """Return id → case with everything that the policy reads, in a fixed number of queries."""
    ids = {notification.case_id for notification in notifications}
    return {case.id: case for case in session.scalars(case_with_all().where(Case.id.in_(ids)))}


def _item(notification: Notification, case: Case | None, actor: Actor, found: Mapping[int, FoundThings]) -> InboxItem:
    message = render(notification, case, actor, found)
    read = notification.read_at is not None
    return InboxItem(notification.number, notification.event, notification.at, read, message)


def count_unread(session: Session, actor: Actor) -> int:
    """Return the number of unread notifications."""
    query = select(func.count()).select_from(Notification)
    return session.scalar(query.where(Notification.account_id == actor.account, Notification.read_at.is_(None))) or 0


def mark_notifications_read(session: Session, actor: Actor, numbers: Collection[int] | None = None) -> int:
    """Mark the actor's notifications with these numbers as read, or all of them; return how many changed."""
    unread = update(Notification).where(Notification.account_id == actor.account, Notification.read_at.is_(None))
    if numbers is not None:
        unread = unread.where(Notification.number.in_(numbers))
    return len(session.scalars(unread.values(read_at=now(session)).returning(Notification.id)).all())


def notification_choices(session: Session, actor: Actor) -> dict[NotificationEvent, Delivery]:
    """Return event → delivery for all events that the actor's roles can be notified of and that can be chosen."""
    chosen = _stored_choices(session, actor.account)
    own = [
        event
        for event, template in MESSAGE_TEMPLATES.items()
        if actor.is_a(*template.roles) and not template.is_always_mailed
    ]
    return {event: chosen.get(event, default_delivery(event)) for event in own}


def choose_delivery(session: Session, actor: Actor, deliveries: Mapping[NotificationEvent, Delivery]) -> None:
    """Set the delivery of these events. Raises Incomplete for events that the actor's roles are not notified of."""
    unknown = deliveries.keys() - notification_choices(session, actor).keys()
    if unknown:
        raise Incomplete({event: [N_("Your office is not notified of this.")] for event in sorted(unknown)})
    for event, delivery in deliveries.items():
        _set(session, actor.account, event, delivery)


def turn_off_mail(session: Session, account_id: int, event: NotificationEvent | None) -> None:
    """Stop the mails of an event for an account; if `event` is None, stop its daily mail."""
    chosen = _stored_choices(session, account_id)
    daily = [each for each in NotificationEvent if chosen.get(each, default_delivery(each)) == Delivery.DIGEST]
    for each in daily if event is None else [event]:
        _set(session, account_id, each, Delivery.OFF)


def _stored_choices(session: Session, account_id: int | None) -> dict[NotificationEvent, Delivery]:
    query = select(NotificationChoice.event, NotificationChoice.delivery)
    return dict(session.execute(query.where(NotificationChoice.account_id == account_id)).all())


def _set(session: Session, account_id: int, event: NotificationEvent, delivery: Delivery) -> None:
    """Store a choice. If it turns an event off, waiting notifications leave the next daily mail."""
    session.merge(NotificationChoice(account_id=account_id, event=event, delivery=delivery))
    if delivery == Delivery.OFF:
        waiting = update(Notification).where(
            Notification.account_id == account_id, Notification.event == event, Notification.mail_id.is_(None)
        )
        session.execute(waiting.where(Notification.delivery == Delivery.DIGEST).values(delivery=delivery))
