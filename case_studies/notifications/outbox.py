"""The outbox of mails: each is claimed, handed over outside any transaction, and kept until it is sent or given up.

A claim is a short transaction of its own that only one worker wins. Whoever dies with a claim loses it when it ends;
the mail is handed over again under the same Message-ID.
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

CLAIM = timedelta(minutes=10)
PAUSE = timedelta(minutes=1)  # for all that waits, once the server was found down
MOST_AT_ONCE = 50  # mails in a run, so that a worker's other duties get their turn
# How long a mail waits after each failure, about three days in all; then it is given up until `outbox retry`.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 720, 720, 720, 720))


@dataclass(frozen=True, slots=True)
class Claim:
    """A mail that this worker alone may hand over until the moment named."""

    mail_id: int
    until: datetime
    tries: int


class Outbox:
    """Sends what waits. Without a mailer everything goes on waiting."""

    def __init__(self, work: UnitOfWork, head: MailSettings, mailer: Mailer | None) -> None:
        self.work = work
        self.head = head
        self.mailer = mailer

    def send(self, going_on: Callable[[], bool] = lambda: True) -> int:
        """Hand over what is due, as long as it may go on, and return how many mails left."""
        sent = 0
        for _ in range(MOST_AT_ONCE if self.mailer is not None else 0):
            claim = self._claim() if going_on() else None
            if claim is None:
                break
            try:
                self._deliver(claim)
                sent += 1
            except Unreachable as error:
                self._put_off(claim, error)
                self._let_the_server_rest()
                break
            except Undelivered as error:
                self._put_off(claim, error)
        return sent

    def _claim(self) -> Claim | None:
        """Take the mail that has been due longest, unless another worker is quicker; then the next one."""
        while True:
            with self.work.writing(quietly=True) as session:
                moment = now(session)
                due = _due(moment)
                found = session.execute(
                    select(Mail.id, Mail.tries).where(due).order_by(Mail.next_try_at, Mail.id).limit(1)
                ).one_or_none()
                if found is None:
                    return None
                claim = Claim(found.id, moment + CLAIM, found.tries + 1)
                taken = update(Mail).where(Mail.id == found.id, due)
                if _changed(session, taken.values(claimed_until=claim.until, tries=claim.tries)):
                    return claim

    def _deliver(self, claim: Claim) -> None:
        message = self._write(claim)
        assert self.mailer is not None  # noqa: S101 - send() claims nothing without one
        self.mailer.send(message)
        with self.work.writing(quietly=True) as session:
            _settle(session, claim, sent_at=now(session), error="")

    def _write(self, claim: Claim) -> EmailMessage:
        """Write the mail by what its person may see at this moment."""
        with self.work.reading() as session:
            mail = session.get_one(Mail, claim.mail_id)
            if not mail.account.active:
                raise Refused("The account is closed.")
            return compose(session, mail, self.head)

    def _put_off(self, claim: Claim, error: Undelivered) -> None:
        """Let the mail wait for its next try, longer each time, or give it up."""
        final = isinstance(error, Refused) or claim.tries > len(WAITS)
        log.warning("mail %s was not sent (%s): %s", claim.mail_id, "given up" if final else "tried again", error)
        with self.work.writing(quietly=True) as session:
            if final:
                _settle(session, claim, failed_at=now(session), error=str(error))
            else:
                _settle(session, claim, next_try_at=now(session) + WAITS[claim.tries - 1], error=str(error))

    def _let_the_server_rest(self) -> None:
        """Put off all that is due: a server that is down is asked once a minute, not once for every mail."""
        with self.work.writing(quietly=True) as session:
            moment = now(session)
            session.execute(update(Mail).where(_due(moment)).values(next_try_at=moment + PAUSE))


def _due(moment: datetime) -> ColumnElement[bool]:
    """Return the condition on Mail: it waits, its time has come, and nobody has it."""
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until < moment)
    return and_(Mail.sent_at.is_(None), Mail.failed_at.is_(None), Mail.next_try_at <= moment, free)


def _settle(session: Session, claim: Claim, **values: object) -> None:
    """Say what became of a claimed mail, unless the claim ended and another worker has it now."""
    mine = update(Mail).where(Mail.id == claim.mail_id, Mail.claimed_until == claim.until)
    if not _changed(session, mine.values(claimed_until=None, **values)):
        log.warning("the claim on mail %s ended before the mail was sent", claim.mail_id)


def _changed(session: Session, statement: Update) -> int:
    """Return how many mails a statement changed."""
    return len(session.scalars(statement.returning(Mail.id)).all())


def unsent(session: Session) -> Sequence[Mail]:
    """Return what waits and what was given up, the oldest first."""
    return session.scalars(select(Mail).where(Mail.sent_at.is_(None)).order_by(Mail.queued_at, Mail.id)).all()


def retry(session: Session) -> int:
    """Put back all that was given up, to be sent at once, and return how many there were."""
    given_up = update(Mail).where(Mail.failed_at.is_not(None))
    back = given_up.values(failed_at=None, claimed_until=None, tries=0, next_try_at=now(session))
    return _changed(session, back)
