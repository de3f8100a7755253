"""The daily mail: whatever a person wants to hear of once a day, bundled at the first run after the hour."""

from datetime import date

from sqlalchemy import ColumnElement, and_, select, update

from case_studies.errors import WrongState
from case_studies.models import Account, Mail, Notification
from case_studies.unit_of_work import UnitOfWork, now, workflow_settings
from case_studies.vocabulary import Delivery

DIGEST_HOUR = 6  # UTC


def queue_digests(work: UnitOfWork) -> int:
    """Put each person's waiting notices into one mail of the day, and return how many mails that made."""
    with work.reading() as session:
        moment = now(session)
        if moment.hour < DIGEST_HOUR or not workflow_settings(session).mails:
            return 0
        day = moment.date()
        has_one = select(Mail.account_id).where(Mail.digest_day == day)
        accounts = select(Notification.account_id).join(Account, Account.id == Notification.account_id)
        due = accounts.where(_waits(), Account.active, Notification.account_id.not_in(has_one)).distinct()
        waiting = session.scalars(due.order_by(Notification.account_id)).all()
    return sum(_bundle_for(work, account_id, day) for account_id in waiting)


def _bundle_for(work: UnitOfWork, account_id: int, day: date) -> bool:
    """Make one person's mail; another worker may have been quicker, and then there is nothing to do."""
    try:
        with work.writing(quietly=True) as session:
            if session.scalar(select(Mail.id).where(Mail.account_id == account_id, Mail.digest_day == day)) is not None:
                return False
            moment = now(session)
            mail = Mail(account_id=account_id, digest_day=day, queued_at=moment, next_try_at=moment)
            session.add(mail)
            session.flush()
            waiting = (
                update(Notification).where(Notification.account_id == account_id, _waits()).values(mail_id=mail.id)
            )
            if not session.scalars(waiting.returning(Notification.id)).all():
                session.rollback()  # all of it was read in the meantime
                return False
    except WrongState:
        return False
    return True


def _waits() -> ColumnElement[bool]:
    """Return the condition on Notice: it is for the daily mail, in none yet, and was not read in the inbox."""
    return and_(
        Notification.delivery == Delivery.DIGEST, Notification.mail_id.is_(None), Notification.read_at.is_(None)
    )
