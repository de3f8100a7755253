"""Who is notified of which step of an event."""

from collections.abc import Callable, Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, Event, Notification
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attendance, EventAction, NotificationEvent, Role

Recipients = Callable[[Session, Event], list[Account]]
E = NotificationEvent


def organisers(session: Session, event: Event) -> list[Account]:
    """Return the focal points of the delegation that announces it, and its editors."""
    found = [
        account for role in (Role.FOCAL_POINT, Role.EDITOR) for account in offices_of(session, event.owner_code, role)
    ]
    return list({account.id: account for account in found}.values())


def _clearance_officers(session: Session, event: Event) -> list[Account]:
    return offices_of(session, event.owner_code, Role.CLEARANCE_OFFICER)


def _who_take_part(session: Session, event: Event) -> list[Account]:
    ids = {one.account_id for one in event.attendances if one.answer != Attendance.NO}
    return list(session.scalars(select(Account).where(Account.id.in_(ids), Account.active).order_by(Account.id)))


EVENT_EVENTS: Mapping[EventAction, tuple[NotificationEvent, Recipients]] = {
    EventAction.SEND_BACK: (E.EVENT_SENT_BACK, organisers),
    EventAction.MOVE: (E.EVENT_MOVED, _who_take_part),
    EventAction.CANCEL: (E.EVENT_CANCELLED, _who_take_part),
}
HANDLED_BY: Mapping[EventAction, NotificationEvent] = {
    EventAction.ANNOUNCE: E.EVENT_SENT_BACK,
    EventAction.TAKE_BACK: E.EVENT_CLEARANCE_REQUESTED,
    EventAction.CLEAR: E.EVENT_CLEARANCE_REQUESTED,
    EventAction.SEND_BACK: E.EVENT_CLEARANCE_REQUESTED,
    EventAction.CANCEL: E.EVENT_MOVED,
    EventAction.DOCUMENT: E.EVENT_OUTCOME_ASKED,
}
"""Action → what needs no attention any more."""


def notify_of_event(session: Session, event: Event, action: EventAction, entry: int, actor: Actor) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in HANDLED_BY:
        about_it = Notification.facts["reference"].as_string() == event.reference
        unread = update(Notification).where(about_it, Notification.event == HANDLED_BY[action])
        session.execute(unread.where(Notification.read_at.is_(None)).values(read_at=now(session)))
    happened, recipients = EVENT_EVENTS.get(action, (None, organisers))
    if action == EventAction.ANNOUNCE and event.needs_clearance:
        happened, recipients = E.EVENT_CLEARANCE_REQUESTED, _clearance_officers
    if happened is not None:
        notify_about_event(session, happened, recipients(session, event), event, key=f"history:{entry}", actor=actor)


def notify_about_event(
    session: Session,
    happened: NotificationEvent,
    accounts: list[Account],
    event: Event,
    *,
    key: str,
    actor: Actor = NOBODY,
) -> int:
    """Notify accounts of something about an event, and return how many were notified."""
    return notify(session, happened, accounts, None, key=key, actor=actor, facts={"reference": event.reference})
