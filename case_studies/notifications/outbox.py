"""The outbox of mails. A worker claims a mail, sends it outside of any transaction, and records the result.

A claim is a short transaction, which only one worker can win. If a worker dies, its claim expires and another worker
sends the mail again with the same Message-ID.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import ColumnElement, Update, and_, or_, select, update
from sqlalchemy.orm import Session

from case_studies.models import Mail
from case_studies.notifications.email import MailSettings, compose
from case_studies.notifications.mailer import Mailer, Refused, Undelivered, Unreachable
from case_studies.unit_of_work import UnitOfWork, now

log = logging.getLogger(__name__)

CLAIM_TIME = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)  # for all due mails when the server is down
BATCH = 50  # mails in a run, so that the other jobs of the worker get their turn
# The wait after each failure, about three days in total. Then the mail is given up until `outbox retry`.
RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 720, 720, 720, 720))


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to send a mail until `until`."""

    mail_id: int
    until: datetime
    tries: int


class Outbox:
    """Sends the mails that are due. Without a mailer they all wait."""

    def __init__(self, work: UnitOfWork, settings: MailSettings, mailer: Mailer | None) -> None:
        self.work = work
        self.settings = settings
        self.mailer = mailer

    def send(self, may_continue: Callable[[], bool] = lambda: True) -> int:
        """Send the mails that are due, and return how many were sent. Before each mail it asks `may_continue`."""
        sent = 0
        for _ in range(BATCH if self.mailer is not None else 0):
            claim = self._claim() if may_continue() else None
            if claim is None:
                break
            try:
                self._deliver(claim)
                sent += 1
            except Unreachable as error:
                self._postpone(claim, error)
                self._pause()
                break
            except Undelivered as error:
                self._postpone(claim, error)
        return sent

    def _claim(self) -> Claim | None:
        """Claim the mail that has been due longest. If another worker is faster, try the next one."""
        while True:
            with self.work.writing(quietly=True) as session:
                moment = now(session)
                due = _due(moment)
                row = session.execute(
                    select(Mail.id, Mail.tries).where(due).order_by(Mail.next_try_at, Mail.id).limit(1)
                ).one_or_none()
                if row is None:
                    return None
                claim = Claim(row.id, moment + CLAIM_TIME, row.tries + 1)
                statement = update(Mail).where(Mail.id == row.id, due)
                if _update(session, statement.values(claimed_until=claim.until, tries=claim.tries)):
                    return claim

    def _deliver(self, claim: Claim) -> None:
        message = self._compose(claim)
        assert self.mailer is not None  # noqa: S101 - send() claims nothing without one
        self.mailer.send(message)
        with self.work.writing(quietly=True) as session:
            _record_result(session, claim, sent_at=now(session), error="")

    def _compose(self, claim: Claim) -> EmailMessage:
        """Return the mail with what its recipient may see now."""
        with self.work.reading() as session:
            mail = session.get(Mail, claim.mail_id)
            if mail is None:
                raise Refused("The draft that it is about was deleted.")
            if mail.account is not None and not mail.account.active:
                raise Refused("The account is closed.")
            return compose(session, mail, self.settings)

    def _postpone(self, claim: Claim, error: Undelivered) -> None:
        """Set the time of the next try, later each time, or give the mail up."""
        final = isinstance(error, Refused) or claim.tries > len(RETRY_DELAYS)
        outcome = "given up" if final else "will be tried again"
        log.warning("mail %s was not sent (%s): %s", claim.mail_id, outcome, error)
        with self.work.writing(quietly=True) as session:
            if final:
                _record_result(session, claim, failed_at=now(session), error=str(error))
            else:
                _record_result(
                    session, claim, next_try_at=now(session) + RETRY_DELAYS[claim.tries - 1], error=str(error)
                )

    def _pause(self) -> None:
        """Postpone all due mails, so that a server that is down is tried once a minute, not once for every mail."""
        with self.work.writing(quietly=True) as session:
            moment = now(session)
            session.execute(update(Mail).where(_due(moment)).values(next_try_at=moment + PAUSE))


def _due(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a mail is not sent or given up, its time has come, and no worker has a claim on it.

    A time that is much further away than the longest wait is from before the clock was set back; it does not count.
    """
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until < moment, Mail.claimed_until > moment + 2 * CLAIM_TIME)
    its_time = or_(Mail.next_try_at <= moment, Mail.next_try_at > moment + 2 * max(RETRY_DELAYS))
    return and_(Mail.sent_at.is_(None), Mail.failed_at.is_(None), its_time, free)


def _record_result(session: Session, claim: Claim, **values: object) -> None:
    """Record the result for a claimed mail, unless the claim has expired."""
    own_claim = update(Mail).where(Mail.id == claim.mail_id, Mail.claimed_until == claim.until)
    if not _update(session, own_claim.values(claimed_until=None, **values)):
        log.warning("the claim on mail %s expired before its result was recorded", claim.mail_id)


def _update(session: Session, statement: Update) -> int:
    """Run a statement and return how many mails it changed."""
    return len(session.scalars(statement.returning(Mail.id)).all())


def unsent(session: Session) -> Sequence[Mail]:
    """Return the mails that wait or were given up, the oldest first."""
    return session.scalars(select(Mail).where(Mail.sent_at.is_(None)).order_by(Mail.queued_at, Mail.id)).all()


def retry(session: Session) -> int:
    """Queue all mails that were given up, to be sent at once, and return their number."""
    given_up = update(Mail).where(Mail.failed_at.is_not(None))
    again = given_up.values(failed_at=None, claimed_until=None, tries=0, next_try_at=now(session))
    return _update(session, again)
