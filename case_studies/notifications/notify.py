"""Notifies accounts. The inbox entry and the mail are stored in the same transaction as the change they report."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, Case, Mail, Notification, NotificationChoice
from case_studies.notifications import recipients
from case_studies.notifications.messages import MESSAGE_TEMPLATES
from case_studies.notifications.several import add_to_waiting
from case_studies.policy.actor import Actor
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import Action, Delivery, HistoryAction, NotificationEvent

Recipients = Callable[[Session, Case], list[Account]]

ACTION_EVENTS: dict[Action, tuple[tuple[NotificationEvent, Recipients], ...]] = {
    Action.REQUEST_CLEARANCE: (
        (NotificationEvent.CLEARANCE_REQUESTED, recipients.clearance_officers),
        (NotificationEvent.CONSENT_ASKED, recipients.asked_co_submitters),
    ),
    Action.TAKE_BACK: ((NotificationEvent.TAKEN_BACK, recipients.submitters),),
    Action.RECALL: ((NotificationEvent.TAKEN_BACK, recipients.submitters),),
    Action.SEND_BACK: ((NotificationEvent.SENT_BACK, recipients.focal_points),),
    Action.RETURN_TO_SUBMITTER: ((NotificationEvent.RETURNED, recipients.submitters),),
    Action.START_REVIEW: ((NotificationEvent.REVIEW_STARTED, recipients.reviewers_now),),
    Action.REQUEST_REVISION: ((NotificationEvent.REVISION_REQUESTED, recipients.writers_and_reviewers),),
    Action.PUBLISH: ((NotificationEvent.PUBLISHED, recipients.participants),),
    Action.DECLINE: ((NotificationEvent.DECLINED, recipients.participants),),
    Action.ARCHIVE: ((NotificationEvent.ARCHIVED, recipients.submitters),),
    Action.RESTORE: ((NotificationEvent.RESTORED, recipients.submitters),),
    Action.WITHDRAW: ((NotificationEvent.WITHDRAWN, recipients.everybody),),
}
FIRST_ROUND = ((NotificationEvent.SUBMITTED, recipients.editors),)
LATER_ROUND = (
    (NotificationEvent.REVISION_IS_BACK, recipients.editors),
    (NotificationEvent.INVITED, recipients.reviewers_now),
)

# What an office learns about its own account, also when it did it itself: perhaps it was somebody else.
ACCOUNT_EVENTS: dict[HistoryAction, NotificationEvent] = {
    HistoryAction.SIGN_IN_FROM_NEW_BROWSER: NotificationEvent.SIGN_IN_FROM_NEW_BROWSER,
    HistoryAction.CHANGE_PASSWORD: NotificationEvent.PASSWORD_CHANGED,
    HistoryAction.CHANGE_ROLES: NotificationEvent.ROLES_CHANGED,
    HistoryAction.CHANGE_FACTORS: NotificationEvent.FACTORS_CHANGED,
    HistoryAction.ASK_FACTOR_RESET: NotificationEvent.FACTOR_RESET_ASKED,
    HistoryAction.USE_RECOVERY_CODE: NotificationEvent.RECOVERY_CODE_USED,
    HistoryAction.ADD_PROVIDER: NotificationEvent.PROVIDER_ADDED,
    HistoryAction.REMOVE_PROVIDER: NotificationEvent.PROVIDER_REMOVED,
    HistoryAction.CHANGE_ADDRESS: NotificationEvent.ADDRESS_CHANGED,
    HistoryAction.HAND_OVER_OFFICE: NotificationEvent.OFFICE_HANDED_OVER,
    HistoryAction.CREATE_TOKEN: NotificationEvent.TOKEN_CREATED,
    HistoryAction.REVOKE_TOKEN: NotificationEvent.TOKEN_REVOKED,
}

# Of these, the mailbox that the account had before gets a copy.
COPIED_TO_EARLIER_ADDRESS = frozenset({NotificationEvent.ADDRESS_CHANGED, NotificationEvent.OFFICE_HANDED_OVER})

ABOUT_CONSENT = (
    NotificationEvent.CONSENT_ASKED,
    NotificationEvent.CONSENT_REMINDER,
    NotificationEvent.CONSENT_CONFIRMED,
    NotificationEvent.CONSENT_REFUSED,
)

# Events that need no more attention after an action: their notifications are marked as read.
HANDLED_BY: dict[Action, tuple[NotificationEvent, ...]] = {
    Action.REQUEST_CLEARANCE: (
        NotificationEvent.SENT_BACK,
        NotificationEvent.RETURNED,
        NotificationEvent.REVISION_REQUESTED,
        NotificationEvent.REVISION_REMINDER,
    ),
    Action.CLEAR: (NotificationEvent.CLEARANCE_REQUESTED, *ABOUT_CONSENT),
    Action.TAKE_BACK: (NotificationEvent.CLEARANCE_REQUESTED, *ABOUT_CONSENT),
    Action.RECALL: (NotificationEvent.SUBMITTED,),
    Action.SEND_BACK: (NotificationEvent.CLEARANCE_REQUESTED, *ABOUT_CONSENT),
    Action.RETURN_TO_SUBMITTER: (NotificationEvent.SUBMITTED, NotificationEvent.INVITED),
    Action.START_REVIEW: (NotificationEvent.SUBMITTED,),
    **dict.fromkeys(
        (Action.REQUEST_REVISION, Action.PUBLISH, Action.DECLINE, Action.WITHDRAW),
        (
            NotificationEvent.SUBMITTED,
            NotificationEvent.REVISION_IS_BACK,
            NotificationEvent.INVITED,
            NotificationEvent.INVITATION_ACCEPTED,
            NotificationEvent.REVIEW_STARTED,
            NotificationEvent.LAST_REVIEW_IN,
            NotificationEvent.INVITATION_REMINDER,
            NotificationEvent.REVIEW_REMINDER,
            NotificationEvent.REVIEWER_SILENT,
            NotificationEvent.CASE_STALLED,
        ),
    ),
}


def mark_handled(session: Session, case: Case, events: Iterable[NotificationEvent], account: int | None = None) -> None:
    """Mark notifications of these events as read: those of one account, or of all who take part in the case.

    Accounts that may no longer see the case are left out. A falling number of unread notifications would reveal to
    them that somebody decided.
    """
    account_ids = [account] if account is not None else [a.id for a in recipients.everybody_notified(session, case)]
    unread = update(Notification).where(
        Notification.case_id == case.id, Notification.event.in_(list(events)), Notification.read_at.is_(None)
    )
    session.execute(unread.where(Notification.account_id.in_(account_ids)).values(read_at=now(session)))


def notify_of_action(session: Session, case: Case, action: Action, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step of the workflow concerns; `entry` is its number in the history."""
    if action in HANDLED_BY:
        mark_handled(session, case, HANDLED_BY[action])
    for event, recipients_of in _events(case, action):
        notify(session, event, recipients_of(session, case), case, key=f"history:{entry}", actor=actor)


def _events(case: Case, action: Action) -> tuple[tuple[NotificationEvent, Recipients], ...]:
    if action == Action.CLEAR:
        return LATER_ROUND if case.current.round_open else FIRST_ROUND
    return ACTION_EVENTS.get(action, ())


def notify_of_account_event(
    session: Session, account: Account, action: HistoryAction, *, entry: int, before: str | None, after: str | None
) -> None:
    """Notify an office of what happened to its account; `entry` is its number in the history."""
    if action in ACCOUNT_EVENTS:
        event, facts = ACCOUNT_EVENTS[action], {"before": before, "after": after}
        copy_to = before if event in COPIED_TO_EARLIER_ADDRESS else None
        notify(session, event, [account], None, key=f"history:{entry}", facts=facts, copy_to=copy_to)


def notify(
    session: Session,
    event: NotificationEvent,
    accounts: Iterable[Account],
    case: Case | None,
    *,
    key: str,
    actor: Actor | None = None,
    facts: Mapping[str, Any] | None = None,
    copy_to: str | None = None,
) -> int:
    """Notify accounts of an event, and return how many were notified. The actor who caused it is left out.

    `key` identifies what happened. An account is notified once for each key. Where one notification stands for several
    things, it is added to the one that waits. `copy_to` is an address that gets the
    same mail.
    """
    candidates = {a.id: a for a in accounts if a.active and (actor is None or a.id != actor.account_id)}
    notified = select(Notification.account_id).where(Notification.key == key, Notification.account_id.in_(candidates))
    new_ids = sorted(candidates.keys() - set(session.scalars(notified)))
    if MESSAGE_TEMPLATES[event].several_text is not None and facts is not None:
        waiting = add_to_waiting(session, event, new_ids, facts["reference"])
        new_ids = [number for number in new_ids if number not in waiting]
    deliveries, numbers = delivery_choices(session, new_ids, event), _last_numbers(session, new_ids)
    for account_id in new_ids:
        delivery = deliveries[account_id]
        notification = Notification(
            account_id=account_id,
            number=numbers.get(account_id, 0) + 1,
            event=event,
            key=key,
            case_id=case.id if case is not None else None,
            facts=dict(facts or {}),
            at=now(session),
            delivery=delivery,
        )
        if delivery == Delivery.AT_ONCE and settings_of(session).mails:
            notification.mail = _queue_mail(session, candidates[account_id], copy_to)
        session.add(notification)
    return len(new_ids)


def _last_numbers(session: Session, accounts: Iterable[int]) -> dict[int, int]:
    """Return account → the number of its last notification."""
    query = select(Notification.account_id, func.max(Notification.number)).group_by(Notification.account_id)
    return dict(session.execute(query.where(Notification.account_id.in_(accounts))).all())


def _queue_mail(session: Session, account: Account, copy_to: str | None) -> Mail:
    moment = now(session)
    mail = Mail(account=account, queued_at=moment, next_try_at=moment)
    if copy_to is not None:
        session.add(Mail(account=account, address=copy_to, copy_of=mail, queued_at=moment, next_try_at=moment))
    return mail


DEFAULT_DELIVERY: dict[NotificationEvent, Delivery] = {
    NotificationEvent.INVITATION_ACCEPTED: Delivery.DIGEST,
    NotificationEvent.TAKEN_BACK: Delivery.DIGEST,
    NotificationEvent.ARCHIVED: Delivery.DIGEST,
    NotificationEvent.RESTORED: Delivery.DIGEST,
    NotificationEvent.CASE_STALLED: Delivery.DIGEST,
    NotificationEvent.ISSUE_POSTED: Delivery.DIGEST,
    NotificationEvent.ISSUE_INVITED: Delivery.DIGEST,
    NotificationEvent.ISSUE_ANSWERED: Delivery.DIGEST,
    NotificationEvent.PRACTICE_REMARK: Delivery.DIGEST,
    NotificationEvent.PRACTICE_ANSWERED: Delivery.DIGEST,
    NotificationEvent.PRACTICE_ADOPTED: Delivery.DIGEST,
    NotificationEvent.EVIDENCE_CHANGED: Delivery.DIGEST,
    NotificationEvent.ISSUE_SYNTHESIZED: Delivery.DIGEST,
    NotificationEvent.ISSUE_TAKEN_UP: Delivery.DIGEST,
    NotificationEvent.ISSUE_OUTCOME: Delivery.DIGEST,
    NotificationEvent.ADOPTION_RECORDED: Delivery.DIGEST,
    NotificationEvent.ISSUE_ASKED_AGAIN: Delivery.DIGEST,
    NotificationEvent.ISSUE_SYNTHESIS_DUE: Delivery.DIGEST,
    NotificationEvent.ISSUE_CASE_MOVED: Delivery.DIGEST,
    NotificationEvent.ISSUE_ANSWER_BY_PASSED: Delivery.DIGEST,
    NotificationEvent.THREAD_CONVENED: Delivery.DIGEST,
    NotificationEvent.THREAD_POSTS: Delivery.DIGEST,
    NotificationEvent.THREAD_SUMMARY_DUE: Delivery.DIGEST,
    NotificationEvent.THREAD_SUMMARIZED: Delivery.DIGEST,
    NotificationEvent.THREAD_OBJECTED: Delivery.DIGEST,
    NotificationEvent.THREAD_OBJECTION_ANSWERED: Delivery.DIGEST,
    NotificationEvent.EVENT_OUTCOME_ASKED: Delivery.DIGEST,
    NotificationEvent.STUDY_JOINED: Delivery.DIGEST,
    NotificationEvent.STUDY_MOVED: Delivery.DIGEST,
    NotificationEvent.REQUEST_CIRCULATED: Delivery.DIGEST,
    NotificationEvent.MATCH_POST: Delivery.DIGEST,
    NotificationEvent.NEED_ASKED: Delivery.DIGEST,
    NotificationEvent.CONFIRMATION_DUE: Delivery.DIGEST,
}


def default_delivery(event: NotificationEvent) -> Delivery:
    """Return how an event is delivered to accounts that did not choose."""
    return DEFAULT_DELIVERY.get(event, Delivery.AT_ONCE)


def delivery_choices(session: Session, accounts: Iterable[int], event: NotificationEvent) -> dict[int, Delivery]:
    """Return account → delivery of an event."""
    if MESSAGE_TEMPLATES[event].is_always_mailed:
        return dict.fromkeys(accounts, Delivery.AT_ONCE)
    account_ids = list(accounts)
    query = select(NotificationChoice).where(
        NotificationChoice.event == event, NotificationChoice.account_id.in_(account_ids)
    )
    chosen = {choice.account_id: choice.delivery for choice in session.scalars(query)}
    return {account: chosen.get(account, default_delivery(event)) for account in account_ids}
