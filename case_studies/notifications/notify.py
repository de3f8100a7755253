"""Telling people: a notice in the inbox, and a mail in the outbox, written with the change that they tell of."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, Case, Mail, Notice, NoticeChoice
from case_studies.notifications import recipients
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now, terms
from case_studies.vocabulary import Action, Delivery, Event

Recipients = Callable[[Session, Case], list[Account]]

ACTION_EVENTS: dict[Action, tuple[tuple[Event, Recipients], ...]] = {
    Action.REQUEST_CLEARANCE: ((Event.CLEARANCE_REQUESTED, recipients.clearance_officers),),
    Action.SEND_BACK: ((Event.SENT_BACK, recipients.focal_points),),
    Action.RETURN_TO_SUBMITTER: ((Event.RETURNED, recipients.submitters),),
    Action.START_REVIEW: ((Event.REVIEW_STARTED, recipients.reviewers_now),),
    Action.REQUEST_REVISION: ((Event.REVISION_REQUESTED, recipients.writers_and_reviewers),),
    Action.PUBLISH: ((Event.PUBLISHED, recipients.participants),),
    Action.DECLINE: ((Event.DECLINED, recipients.participants),),
    Action.ARCHIVE: ((Event.ARCHIVED, recipients.submitters),),
    Action.RESTORE: ((Event.RESTORED, recipients.submitters),),
    Action.WITHDRAW: ((Event.WITHDRAWN, recipients.everybody),),
}
FIRST_ROUND = ((Event.SUBMITTED, recipients.editors),)
LATER_ROUND = ((Event.REVISION_IS_BACK, recipients.editors), (Event.INVITED, recipients.reviewers_now))


# What an action answers: nobody needs to be reminded of it by an unread notice any more.
ANSWERED: dict[Action, tuple[Event, ...]] = {
    Action.REQUEST_CLEARANCE: (Event.SENT_BACK, Event.RETURNED, Event.REVISION_REQUESTED, Event.REVISION_REMINDER),
    Action.CLEAR: (Event.CLEARANCE_REQUESTED,),
    Action.SEND_BACK: (Event.CLEARANCE_REQUESTED,),
    Action.RETURN_TO_SUBMITTER: (Event.SUBMITTED, Event.INVITED),
    Action.START_REVIEW: (Event.SUBMITTED,),
    **dict.fromkeys(
        (Action.REQUEST_REVISION, Action.PUBLISH, Action.DECLINE, Action.WITHDRAW),
        (
            Event.SUBMITTED,
            Event.REVISION_IS_BACK,
            Event.INVITED,
            Event.INVITATION_ACCEPTED,
            Event.REVIEW_STARTED,
            Event.LAST_REVIEW_IN,
            Event.INVITATION_REMINDER,
            Event.REVIEW_REMINDER,
            Event.REVIEWER_SILENT,
            Event.CASE_STALLED,
        ),
    ),
}


def settle(session: Session, case: Case, events: Iterable[Event], account: int | None = None) -> None:
    """Mark as read what is answered now: of one account, or of everybody who takes part.

    To whom the case is closed their inbox must not tell, by a number that falls, that somebody decided.
    """
    whose = [account] if account is not None else [found.id for found in recipients.everybody_told(session, case)]
    unread = update(Notice).where(Notice.case_id == case.id, Notice.event.in_(list(events)), Notice.read_at.is_(None))
    session.execute(unread.where(Notice.account_id.in_(whose)).values(read_at=now(session)))


def tell_of_action(session: Session, case: Case, action: Action, actor: Actor, entry: int) -> None:
    """Tell those whom a step of the workflow concerns; `entry` is its number in the history."""
    if action in ANSWERED:
        settle(session, case, ANSWERED[action])
    for event, who in _events(case, action):
        tell(session, event, who(session, case), case, key=f"history:{entry}", actor=actor)


def _events(case: Case, action: Action) -> tuple[tuple[Event, Recipients], ...]:
    if action == Action.CLEAR:
        return LATER_ROUND if case.current.round_open else FIRST_ROUND
    return ACTION_EVENTS.get(action, ())


def tell(
    session: Session,
    event: Event,
    accounts: Iterable[Account],
    case: Case | None,
    *,
    key: str,
    actor: Actor | None = None,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Tell accounts of an event, and return how many were told. The one who did it needs no telling.

    `key` names what happened: whoever was told of it once, by whatever event, is not told again.
    """
    wanted = {a.id: a for a in accounts if a.active and (actor is None or a.id != actor.account_id)}
    told = select(Notice.account_id).where(Notice.key == key, Notice.account_id.in_(wanted))
    fresh = [wanted[number] for number in wanted.keys() - set(session.scalars(told))]
    chosen = choices(session, [account.id for account in fresh], event)
    for account in sorted(fresh, key=lambda account: account.id):
        delivery = chosen[account.id]
        notice = Notice(
            account_id=account.id,
            event=event,
            key=key,
            case_id=case.id if case is not None else None,
            facts=dict(facts or {}),
            at=now(session),
            delivery=delivery,
        )
        if delivery == Delivery.AT_ONCE and terms(session).mails:
            notice.mail = _mail(session, account)
        session.add(notice)
    return len(fresh)


def _mail(session: Session, account: Account) -> Mail:
    moment = now(session)
    return Mail(account=account, queued_at=moment, next_try_at=moment)


USUAL: dict[Event, Delivery] = {
    Event.INVITATION_ACCEPTED: Delivery.DIGEST,
    Event.ARCHIVED: Delivery.DIGEST,
    Event.RESTORED: Delivery.DIGEST,
    Event.CASE_STALLED: Delivery.DIGEST,
}


def usual(event: Event) -> Delivery:
    """Return how people are told of an event unless they choose otherwise."""
    return USUAL.get(event, Delivery.AT_ONCE)


def choices(session: Session, accounts: Iterable[int], event: Event) -> dict[int, Delivery]:
    """Return account → how it wants to be told of an event."""
    wanted = list(accounts)
    query = select(NoticeChoice).where(NoticeChoice.event == event, NoticeChoice.account_id.in_(wanted))
    chosen = {choice.account_id: Delivery(choice.delivery) for choice in session.scalars(query)}
    return {account: chosen.get(account, usual(event)) for account in wanted}
