"""Who is notified of which step of an offer or a request."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityAction
from case_studies.models import Account, Capacity, Notification
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent, Role

Recipients = Callable[[Session, Capacity], list[Account]]
E = NotificationEvent


def focal_points_of_owner(session: Session, capacity: Capacity) -> list[Account]:
    return offices_of(session, capacity.owner_code, Role.FOCAL_POINT)


def _clearance_officers(session: Session, capacity: Capacity) -> list[Account]:
    return offices_of(session, capacity.owner_code, Role.CLEARANCE_OFFICER)


def _other_focal_points(session: Session, capacity: Capacity) -> list[Account]:
    query = select(Account).where(Account.active, Account.delegation_code != capacity.owner_code).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.FOCAL_POINT in account.roles]


CAPACITY_EVENTS: Mapping[CapacityAction, tuple[NotificationEvent, Recipients]] = {
    CapacityAction.POST: (E.CAPACITY_CLEARANCE_REQUESTED, _clearance_officers),
    CapacityAction.SEND_BACK: (E.CAPACITY_SENT_BACK, focal_points_of_owner),
    CapacityAction.CIRCULATE: (E.REQUEST_CIRCULATED, _other_focal_points),
    CapacityAction.LAPSE: (E.CAPACITY_LAPSED, focal_points_of_owner),
}
HANDLED_BY: Mapping[CapacityAction, tuple[NotificationEvent, ...]] = {
    CapacityAction.POST: (E.CAPACITY_SENT_BACK,),
    CapacityAction.TAKE_BACK: (E.CAPACITY_CLEARANCE_REQUESTED,),
    CapacityAction.CLEAR: (E.CAPACITY_CLEARANCE_REQUESTED,),
    CapacityAction.SEND_BACK: (E.CAPACITY_CLEARANCE_REQUESTED,),
    CapacityAction.HOLD_BACK: (E.REQUEST_ACKNOWLEDGED,),
    CapacityAction.CIRCULATE: (E.REQUEST_ACKNOWLEDGED,),
    CapacityAction.RENEW: (E.CAPACITY_ENDS_SOON, E.CAPACITY_LAPSED),
    CapacityAction.LAPSE: (E.CAPACITY_ENDS_SOON, E.REQUEST_CIRCULATED),
    CapacityAction.WITHDRAW: (E.CAPACITY_ENDS_SOON, E.CAPACITY_LAPSED, E.REQUEST_CIRCULATED),
}
"""Action → what needs no attention any more."""


def notify_of_capacity(session: Session, capacity: Capacity, action: CapacityAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    _mark_handled(session, capacity, HANDLED_BY.get(action, ()))
    event, recipients = CAPACITY_EVENTS.get(action, (None, focal_points_of_owner))
    day = None
    if action == CapacityAction.CLEAR and capacity.objections_until is not None:
        event, day = E.REQUEST_ACKNOWLEDGED, capacity.objections_until
    if event is not None:
        accounts = recipients(session, capacity)
        # the office that acts gets the acknowledgement too: it has the reference
        by = NOBODY if event == E.REQUEST_ACKNOWLEDGED else actor
        notify_about_capacity(session, event, accounts, capacity, key=f"history:{entry}", actor=by, day=day)


def notify_about_capacity(
    session: Session,
    event: NotificationEvent,
    accounts: list[Account],
    capacity: Capacity,
    *,
    key: str,
    actor: Actor = NOBODY,
    day: date | None = None,
) -> int:
    """Notify accounts of something about an offer or a request, and return how many were notified."""
    place = "requests" if capacity.is_request else "offers"
    facts = {"reference": capacity.reference, "place": place} | ({"day": day.isoformat()} if day is not None else {})
    return notify(session, event, accounts, None, key=key, actor=actor, facts=facts)


def _mark_handled(session: Session, capacity: Capacity, events: tuple[NotificationEvent, ...]) -> None:
    if events:
        about_it = Notification.facts["reference"].as_string() == capacity.reference
        unread = update(Notification).where(about_it, Notification.event.in_(events), Notification.read_at.is_(None))
        session.execute(unread.values(read_at=now(session)))
