"""Who is notified of which step of a joint text."""

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, JointText, Notification
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.text_vocabulary import TextAction
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent, Role

E = NotificationEvent
A = TextAction
Recipients = Callable[[Session, JointText], list[Account]]


def _accounts_with(*roles: Role) -> Recipients:
    def find(session: Session, _text: JointText) -> list[Account]:
        accounts = session.scalars(select(Account).where(Account.active).order_by(Account.id))
        return [account for account in accounts if not set(roles).isdisjoint(account.roles)]

    return find


def _who_read_it(session: Session, text: JointText) -> list[Account]:
    """Return the offices of delegations, if the text was circulated: nobody learns of a draft."""
    return OFFICES(session, text) if text.circulated_at is not None else []


OFFICES = _accounts_with(Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)
OFFICES_AND_EDITORS = _accounts_with(Role.FOCAL_POINT, Role.CLEARANCE_OFFICER, Role.EDITOR)

TEXT_EVENTS: Mapping[TextAction, tuple[NotificationEvent, Recipients]] = {
    A.CIRCULATE: (E.TEXT_CIRCULATED, _accounts_with(Role.FOCAL_POINT)),
    A.PUT_UNDER_SILENCE: (E.TEXT_UNDER_SILENCE, OFFICES),
    A.BREAK_SILENCE: (E.TEXT_SILENCE_BROKEN, OFFICES_AND_EDITORS),
    A.AGREE: (E.TEXT_AGREED, OFFICES_AND_EDITORS),
    A.DROP: (E.TEXT_DROPPED, _who_read_it),
}
HANDLED_BY: Mapping[TextAction, Collection[NotificationEvent]] = {
    A.PUT_UNDER_SILENCE: (E.TEXT_CIRCULATED, E.TEXT_SILENCE_BROKEN),
    A.BREAK_SILENCE: (E.TEXT_UNDER_SILENCE, E.TEXT_BREAK_TO_CLEAR),
    A.AGREE: (E.TEXT_UNDER_SILENCE, E.TEXT_BREAK_TO_CLEAR),
    A.DELIVER: (E.TEXT_AGREED,),
    A.DROP: (E.TEXT_CIRCULATED, E.TEXT_UNDER_SILENCE, E.TEXT_BREAK_TO_CLEAR, E.TEXT_SILENCE_BROKEN, E.TEXT_AGREED),
}
"""Action → what needs no attention any more."""


def notify_of_text(session: Session, text: JointText, action: TextAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in HANDLED_BY:
        _mark_as_read(session, text, HANDLED_BY[action])
    if action in TEXT_EVENTS:
        event, recipients = TEXT_EVENTS[action]
        facts = {"reference": text.reference}
        notify(session, event, recipients(session, text), None, key=f"history:{entry}", actor=actor, facts=facts)


def notify_of_asked_break(session: Session, text: JointText, actor: Actor, number: int) -> None:
    """Notify the clearance officers of the actor's delegation that it asks to break silence."""
    officers = offices_of(session, actor.delegation or "", Role.CLEARANCE_OFFICER)
    facts = {"reference": text.reference}
    notify(session, E.TEXT_BREAK_TO_CLEAR, officers, None, key=f"silence-break:{number}", actor=actor, facts=facts)


def end_asked_break(session: Session, text: JointText, actor: Actor) -> None:
    """Note that what the actor's delegation asked for needs no clearance any more. Other delegations may still ask."""
    _mark_as_read(session, text, (E.TEXT_BREAK_TO_CLEAR,), delegation=actor.delegation)


def _mark_as_read(
    session: Session, text: JointText, events: Collection[NotificationEvent], *, delegation: str | None = None
) -> None:
    """Mark notifications about a text as read, those of one delegation or of all."""
    about_it = Notification.facts["reference"].as_string() == text.reference
    unread = update(Notification).where(about_it, Notification.event.in_(events), Notification.read_at.is_(None))
    if delegation is not None:
        own = select(Account.id).where(Account.delegation_code == delegation)
        unread = unread.where(Notification.account_id.in_(own))
    session.execute(unread.values(read_at=now(session)))
