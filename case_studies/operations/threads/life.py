"""What the platform does with discussions when time has passed: it reminds, closes, deletes and expires them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import Refusal, WrongState
from case_studies.models import Account, Thread
from case_studies.notifications.notify_of_threads import delete_notifications_about, editors, notify_about_thread
from case_studies.policy.actor import NOBODY
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import HistoryAction, NotificationEvent, ThreadAction, ThreadState
from case_studies.workflow.history import record_item_event
from case_studies.workflow.threads import QUIET_DAYS, THREADS

REMINDED_BEFORE = 7
"""Days before a quiet discussion is deleted, on which its convener is reminded of the summary."""

Step = Callable[[Session, Thread], None]


def run_discussions(work: UnitOfWork) -> int:
    """Do what is due with each discussion, each in a transaction of its own, and return how many changed."""
    with work.reading() as session:
        moment = now(session)
        today, quiet_since = moment.date(), moment - timedelta(days=QUIET_DAYS)
        due: list[tuple[Step, ColumnElement[bool]]] = [
            (_expire, Thread.state == ThreadState.CLOSED),
            (_close, (Thread.state == ThreadState.CLOSING) & (Thread.objections_until < today)),
            (_delete, (Thread.state == ThreadState.OPEN) & (Thread.moved_at <= quiet_since)),
            (_remind, needs_a_summary(moment) & Thread.reminded.is_(False) & (Thread.moved_at > quiet_since)),
        ]
        found = [(step, id_) for step, holds in due for id_ in session.scalars(select(Thread.id).where(holds))]
    return sum(_do(work, step, id_) for step, id_ in found)


def quiet_on(thread: Thread) -> date:
    """Return the day on which nothing has happened for long: it is deleted, or closes with an objection."""
    return (thread.moved_at + timedelta(days=QUIET_DAYS)).date()


def needs_a_summary(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that somebody should write the summary: it ended, or is deleted in a week."""
    ended = Thread.closes_on < moment.date()
    return and_(Thread.state == ThreadState.OPEN, or_(ended, is_in_its_last_week(moment)))


def is_in_its_last_week(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a discussion is deleted in a week, unless somebody speaks or sums it up."""
    return Thread.moved_at <= moment - timedelta(days=QUIET_DAYS - REMINDED_BEFORE)


def _do(work: UnitOfWork, step: Step, number: int) -> bool:
    """Do one step. Return False if its time has not come, or another worker was faster."""
    try:
        with work.writing() as session:
            thread = session.get(Thread, number, with_for_update={"of": Thread})
            if thread is None:
                return False
            step(session, thread)
    except Refusal:
        return False
    return True


def _expire(session: Session, thread: Thread) -> None:
    THREADS.perform_by_platform(session, thread, ThreadAction.EXPIRE)
    delete_notifications_about(session, thread)


def _close(session: Session, thread: Thread) -> None:
    """Close it: without an open objection at once, otherwise when nobody answers it for long."""
    silent = bool(thread.open_objections)
    THREADS.perform_by_platform(session, thread, ThreadAction.CLOSE_SILENT if silent else ThreadAction.CLOSE)


def _delete(session: Session, thread: Thread) -> None:
    """Delete a quiet discussion that has no summary as a whole. The history keeps that it existed."""
    if thread.state != ThreadState.OPEN or now(session) < thread.moved_at + timedelta(days=QUIET_DAYS):
        raise WrongState()
    record_item_event(session, thread, NOBODY, HistoryAction.CLOSE_SILENT, before=thread.state)
    session.flush()
    delete_notifications_about(session, thread)
    session.delete(thread)


def _remind(session: Session, thread: Thread) -> None:
    """Remind the convener that the summary is due; the editors if the convener's account is closed."""
    if thread.reminded or thread.state != ThreadState.OPEN:
        raise WrongState()
    convener = session.get(Account, thread.author_id)
    accounts = [convener] if convener is not None and convener.active else editors(session)
    day = quiet_on(thread)
    key = f"summary:{thread.reference}:{day}"
    notify_about_thread(session, NotificationEvent.THREAD_SUMMARY_DUE, accounts, thread, key=key, day=day)
    thread.reminded = True
