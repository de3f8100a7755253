"""The two calendars: what is in them, and the secret address of the members' calendar."""

import secrets
from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Account, CalendarAddress, Event
from case_studies.models.account import digest_of
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent, release_events
from case_studies.policy.events import AHEAD, OVER, SHOWN, event_visible_to
from case_studies.unit_of_work import now
from case_studies.vocabulary import EventState, HistoryAction
from case_studies.workflow.history import record_account_event

KEPT_FOR = timedelta(days=366)
"""How long a calendar shows what is over or cancelled."""
MOST_IN_CALENDAR = 1000


def calendar_events(session: Session, actor: Actor) -> list[ReleasedEvent]:
    """Return the events of the actor's calendar, in the order of their references.

    An event whose day is open is left out: a calendar would show a day that nobody chose.
    """
    since = now(session) - KEPT_FOR
    kept = or_(
        Event.state.in_(AHEAD),
        and_(Event.state.in_(OVER), Event.ends_at >= since),
        and_(Event.state == EventState.CANCELLED, Event.cancelled_at >= since),
    )
    query = select(Event).where(event_visible_to(actor), Event.state.in_(SHOWN), Event.day_open.is_(False), kept)
    return release_events(session.scalars(query.order_by(Event.reference).limit(MOST_IN_CALENDAR)), actor)


def address_of(session: Session, actor: Actor) -> CalendarAddress | None:
    """Return when the actor's office made a secret address, if it has one."""
    return session.get(CalendarAddress, actor.account)


def make_address(session: Session, account: Account, actor: Actor) -> str:
    """Make a secret for the members' calendar and return it. Only its digest is stored; an earlier one ends."""
    _delete(session, account)
    secret = secrets.token_urlsafe(32)
    session.add(CalendarAddress(account_id=account.id, digest=digest_of(secret), created_at=now(session)))
    session.flush()
    record_account_event(session, account, actor, HistoryAction.CREATE_CALENDAR_ADDRESS)
    return secret


def revoke_address(session: Session, account: Account, actor: Actor) -> None:
    """Delete the secret address. Calendars that use it get nothing from now on."""
    if _delete(session, account):
        record_account_event(session, account, actor, HistoryAction.REVOKE_CALENDAR_ADDRESS)


def actor_of_address(session: Session, secret: str, *, demonstration: bool) -> Actor | None:
    """Return as whom a secret address reads, or None if it is unknown or revoked, or the account is closed."""
    stored = session.scalar(select(CalendarAddress).where(CalendarAddress.digest == digest_of(secret)))
    if stored is None or not stored.account.can_sign_in(demonstration=demonstration):
        return None
    return Actor.of(stored.account)


def _delete(session: Session, account: Account) -> bool:
    stored = session.get(CalendarAddress, account.id)
    if stored is None:
        return False
    session.delete(stored)
    session.flush()
    return True
