"""Who is notified of which step of a match: the other side, and the editors while the two talk."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.capacity_states import MatchAction, MatchParty
from case_studies.models import Account, Match, Notification
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.matches import party_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent, Role

E = NotificationEvent

MATCH_EVENTS: Mapping[MatchAction, NotificationEvent] = {
    MatchAction.CHOOSE: E.MATCH_CHOSEN,
    MatchAction.DELIVER: E.DELIVERY_REPORTED,
    MatchAction.CONFIRM_DELIVERY: E.DELIVERY_CONFIRMED,
    MatchAction.END: E.MATCH_ENDED,
}
HANDLED_BY: Mapping[MatchAction, tuple[NotificationEvent, ...]] = {
    MatchAction.CHOOSE: (E.MATCH_STARTED, E.MATCH_POST),
    MatchAction.DELIVER: (E.MATCH_CHOSEN, E.DELIVERY_REPORTED),
    MatchAction.CONFIRM_DELIVERY: (E.DELIVERY_REPORTED,),
    MatchAction.ANSWER_YEAR: (E.NEED_ASKED,),
    MatchAction.END: (E.MATCH_STARTED, E.MATCH_POST, E.MATCH_CHOSEN, E.DELIVERY_REPORTED),
}
"""Action → what needs no attention any more."""


def focal_points_of_asker(session: Session, match: Match) -> list[Account]:
    return offices_of(session, match.owner_code, Role.FOCAL_POINT)


def _both_sides(session: Session, match: Match) -> list[Account]:
    return [*focal_points_of_asker(session, match), *offices_of(session, match.offering_code, Role.FOCAL_POINT)]


def _editors(session: Session) -> list[Account]:
    query = select(Account).where(Account.active).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.EDITOR in account.roles]


def notify_of_match(session: Session, match: Match, action: MatchAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in HANDLED_BY:
        about_it = Notification.facts["reference"].as_string() == match.reference
        unread = update(Notification).where(about_it, Notification.event.in_(HANDLED_BY[action]))
        session.execute(unread.where(Notification.read_at.is_(None)).values(read_at=now(session)))
    key = f"history:{entry}"
    if action in MATCH_EVENTS:
        _notify(session, MATCH_EVENTS[action], _others(session, match, actor), match, key=key, actor=actor)
    if action == MatchAction.ASK_YEAR:
        _notify(session, E.NEED_ASKED, focal_points_of_asker(session, match), match, key=key, actor=NOBODY)


def notify_of_new_match(session: Session, match: Match, actor: Actor, entry: int) -> None:
    """Notify both sides and the editors of a talk that begins."""
    accounts = [*_others(session, match, actor), *_editors(session)]
    _notify(session, E.MATCH_STARTED, accounts, match, key=f"history:{entry}", actor=actor)


def notify_of_match_post(session: Session, match: Match, actor: Actor, number: int) -> None:
    """Notify the others in a talk of a post; editors find it on the page."""
    _notify(session, E.MATCH_POST, _others(session, match, actor), match, key=f"match-post:{number}", actor=actor)


def _others(session: Session, match: Match, actor: Actor) -> list[Account]:
    """Return the focal points of both sides without those of the side that acts. An editor acts for neither."""
    acting = {MatchParty.ASKING: match.owner_code, MatchParty.OFFERING: match.offering_code}.get(party_of(actor, match))
    return [account for account in _both_sides(session, match) if account.delegation_code != acting]


def _notify(
    session: Session, event: NotificationEvent, accounts: list[Account], match: Match, *, key: str, actor: Actor
) -> None:
    once = list({account.id: account for account in accounts}.values())
    notify(session, event, once, None, key=key, actor=actor, facts={"reference": match.reference})
