"""The mails of the outbox, for an administrator: their recipients and fates, never what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, WrongState
from case_studies.event_log import LogEvent, log_after_commit
from case_studies.models import Account, Mail
from case_studies.notifications.notify import notify
from case_studies.notifications.outbox import retry
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import NotificationEvent

PER_PAGE = 25


class MailFilter(StrEnum):
    """Which mails are listed."""

    FAILED = "failed"  # given up
    WAITING = "waiting"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class MailPage:
    """One page of the mails, the newest first, and how many there are of each kind."""

    items: Sequence[Mail]
    totals: dict[MailFilter, int]
    page: int
    pages: int


CONDITIONS: dict[MailFilter, ColumnElement[bool]] = {
    MailFilter.FAILED: Mail.failed_at.is_not(None),
    MailFilter.WAITING: Mail.sent_at.is_(None) & Mail.failed_at.is_(None),
    MailFilter.SENT: Mail.sent_at.is_not(None),
}


def list_mails(session: Session, actor: Actor, show: MailFilter, page: int) -> MailPage:
    """Return one page of the mails of a kind. A page after the last is the last."""
    check_administrator(actor)
    totals = {
        kind: session.scalar(select(func.count()).select_from(Mail).where(condition)) or 0
        for kind, condition in CONDITIONS.items()
    }
    pages = max(1, -(-totals[show] // PER_PAGE))
    page = min(page, pages)
    query = select(Mail).where(CONDITIONS[show]).order_by(Mail.queued_at.desc(), Mail.id.desc())
    items = session.scalars(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return MailPage(items, totals, page, pages)


def retry_mails(session: Session, actor: Actor) -> int:
    """Queue the mails that were given up, and return their number."""
    check_administrator(actor)
    log_after_commit(session, LogEvent.ADMINISTRATION, account=actor.account_id)
    return retry(session)


def send_test_mail(session: Session, actor: Actor) -> None:
    """Queue a mail to the administrator who asks for it. Raises WrongState where no mail is sent."""
    check_administrator(actor)
    if not settings_of(session).mails:
        raise WrongState(N_("No mail server is set, so no mail is sent."))
    account, key = session.get_one(Account, actor.account), f"test:{now(session).isoformat()}"
    notify(session, NotificationEvent.TEST_MAIL, [account], None, key=key)
    log_after_commit(session, LogEvent.ADMINISTRATION, account=actor.account_id)
