"""Who is notified of which step of a discussion. All of it comes in the daily mail, unless somebody chooses more."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, Mail, Notification, Thread
from case_studies.notifications.notify import notify
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent as Event
from case_studies.vocabulary import Role, ThreadAction

Recipients = Callable[[Session, Thread], Iterable[int | None]]


def notify_of_thread(session: Session, thread: Thread, action: ThreadAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action == ThreadAction.POST:
        _drop_what_was_mailed(session, thread)
    if action in HANDLED_BY:
        _mark_as_read(session, thread, HANDLED_BY[action])
    if action in THREAD_EVENTS:
        event, recipients, shows_day = THREAD_EVENTS[action]
        accounts = _accounts(session, recipients(session, thread))
        day = thread.objections_until if shows_day else None
        notify_about_thread(session, event, accounts, thread, key=f"history:{entry}", actor=actor, day=day)


def notify_about_thread(
    session: Session,
    event: Event,
    accounts: Iterable[Account],
    thread: Thread,
    *,
    key: str,
    actor: Actor = NOBODY,
    day: date | None = None,
) -> None:
    """Notify accounts of something about a discussion."""
    facts = {"reference": thread.reference, **({"day": day.isoformat()} if day is not None else {})}
    notify(session, event, accounts, None, key=key, actor=actor, facts=facts)


def delete_notifications_about(session: Session, thread: Thread) -> None:
    """Delete every notification about a discussion, and the mails that wait and would have nothing else."""
    session.execute(delete(Notification).where(_is_about(thread)))
    is_of_notifications = Mail.link_until.is_(None) & Mail.address_change_id.is_(None) & Mail.application_id.is_(None)
    waits = Mail.sent_at.is_(None) & Mail.copy_of_id.is_(None)
    used = select(Notification.mail_id).where(Notification.mail_id.is_not(None))
    session.execute(delete(Mail).where(is_of_notifications, waits, Mail.id.not_in(used)))


def editors(session: Session) -> list[Account]:
    """Return the accounts of the editors."""
    query = select(Account).where(Account.active).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.EDITOR in account.roles]


def _who_follow(session: Session, thread: Thread) -> set[int]:
    """Return who follows and has no unread notification that still comes by mail: that one stands for all new posts."""
    follow = {one.account_id for one in thread.follows if one.follows}
    waits = (Notification.read_at.is_(None), Notification.mail_id.is_(None))
    of_posts = select(Notification.account_id).where(Notification.account_id.in_(follow), *waits)
    return follow - set(session.scalars(of_posts.where(_is_about(thread), Notification.event == Event.THREAD_POSTS)))


def _who_spoke(_session: Session, thread: Thread) -> set[int | None]:
    return {post.account_id for post in thread.posts}


def _who_wrote_the_summary(_session: Session, thread: Thread) -> set[int | None]:
    return {thread.summarized_by_id}


def _who_got_the_last_answer(_session: Session, thread: Thread) -> set[int | None]:
    last = max(one.answered_at for one in thread.objections if one.answered_at is not None)
    return {one.account_id for one in thread.objections if one.answered_at == last}


THREAD_EVENTS: Mapping[ThreadAction, tuple[Event, Recipients, bool]] = {
    ThreadAction.POST: (Event.THREAD_POSTS, _who_follow, False),
    ThreadAction.SUMMARIZE: (Event.THREAD_SUMMARIZED, _who_spoke, True),
    ThreadAction.OBJECT: (Event.THREAD_OBJECTED, _who_wrote_the_summary, False),
    ThreadAction.KEEP_SUMMARY: (Event.THREAD_OBJECTION_ANSWERED, _who_got_the_last_answer, False),
}
"""Action → event, who is notified of it, and whether the last day for objections is in the text."""

HANDLED_BY: Mapping[ThreadAction, Collection[Event]] = {
    ThreadAction.SUMMARIZE: (Event.THREAD_SUMMARY_DUE, Event.THREAD_SUMMARIZED, Event.THREAD_OBJECTED),
    ThreadAction.KEEP_SUMMARY: (Event.THREAD_OBJECTED,),
}
"""Action → events that need no attention any more."""


def _drop_what_was_mailed(session: Session, thread: Thread) -> None:
    """Mark notifications that were mailed and are still unread as read: the one of the new post stands for them."""
    mailed = and_(Notification.mail_id.is_not(None), Notification.event == Event.THREAD_POSTS)
    accounts = {one.account_id for one in thread.follows}
    unread = update(Notification).where(Notification.account_id.in_(accounts), Notification.read_at.is_(None))
    session.execute(unread.where(_is_about(thread), mailed).values(read_at=now(session)))


def _mark_as_read(session: Session, thread: Thread, events: Collection[Event]) -> None:
    unread = update(Notification).where(_is_about(thread), Notification.event.in_(events))
    session.execute(unread.where(Notification.read_at.is_(None)).values(read_at=now(session)))


def _accounts(session: Session, ids: Iterable[int | None]) -> list[Account]:
    known = {number for number in ids if number is not None}
    return list(session.scalars(select(Account).where(Account.id.in_(known), Account.active).order_by(Account.id)))


def _is_about(thread: Thread) -> ColumnElement[bool]:
    about_it: ColumnElement[bool] = Notification.facts["reference"].as_string() == thread.reference
    return about_it
