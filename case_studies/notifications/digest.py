"""The daily mail: one mail with all notifications that an account wants once a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, select, update

from case_studies.errors import WrongState
from case_studies.models import Account, Mail, Notification
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Delivery

DIGEST_HOUR = 6  # UTC; the first run after this hour queues the mails of the day


def queue_digests(work: UnitOfWork) -> int:
    """Put the waiting notifications of each account into one mail, and return the number of mails."""
    with work.reading() as session:
        moment = now(session)
        if moment.hour < DIGEST_HOUR or not settings_of(session).mails:
            return 0
        day = moment.date()
        has_mail = select(Mail.account_id).where(Mail.digest_day == day)
        accounts = select(Notification.account_id).join(Account, Account.id == Notification.account_id)
        due = accounts.where(_is_waiting(), Account.active, Notification.account_id.not_in(has_mail)).distinct()
        account_ids = session.scalars(due.order_by(Notification.account_id)).all()
    return sum(_queue_digest(work, account_id, day) for account_id in account_ids)


def _queue_digest(work: UnitOfWork, account_id: int, day: date) -> bool:
    """Queue the mail of one account. Return False if another worker was faster."""
    try:
        with work.writing(quietly=True) as session:
            if session.scalar(select(Mail.id).where(Mail.account_id == account_id, Mail.digest_day == day)) is not None:
                return False
            moment = now(session)
            mail = Mail(account_id=account_id, digest_day=day, queued_at=moment, next_try_at=moment)
            session.add(mail)
            session.flush()
            waiting = update(Notification).where(Notification.account_id == account_id, _is_waiting())
            if not session.scalars(waiting.values(mail_id=mail.id).returning(Notification.id)).all():
                session.rollback()  # all notifications were read in the meantime
                return False
    except WrongState:
        return False
    return True


def _is_waiting() -> ColumnElement[bool]:
    """Return the condition that a notification is for the daily mail, is in no mail yet, and is unread."""
    return and_(
        Notification.delivery == Delivery.DIGEST, Notification.mail_id.is_(None), Notification.read_at.is_(None)
    )
