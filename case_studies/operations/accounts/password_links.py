"""Links with which an office sets its password: after it forgot the old one, and for its first."""

from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from case_studies.event_log import LogEvent, log_after_commit
from case_studies.models import Account, Mail, OfficeInvitation
from case_studies.notifications.password_link import LinkEnded, is_for, password_link, read_token
from case_studies.operations.accounts.passwords import set_password
from case_studies.signing import Keys
from case_studies.unit_of_work import now

FORGOTTEN_FOR = timedelta(hours=1)
INVITED_FOR = timedelta(days=7)
NEXT_MAIL_AFTER = timedelta(minutes=10)  # so that nobody fills a mailbox


def mail_forgotten_link(session: Session, email: str) -> None:
    """Queue a mail with a link for one hour. An address without an account, or that has just got one, gets nothing."""
    account = session.scalar(select(Account).where(Account.email == email.strip().lower(), Account.active))
    log_after_commit(session, LogEvent.PASSWORD_LINK, subject=account.id if account is not None else None)
    if account is None or account.is_of_demonstration or _has_one(session, account):
        return
    _queue(session, account, FORGOTTEN_FOR)


def invite_by_mail(session: Session, account: Account) -> None:
    """Queue a mail with a link for seven days."""
    _queue(session, account, INVITED_FOR)


def mail_invitation_again(session: Session, account: Account) -> None:
    """Queue another mail with a link for seven days, unless one has just been sent."""
    if not _has_one(session, account):
        _queue(session, account, INVITED_FOR)


def invitation_link(session: Session, account: Account, *, address: str, secret: str) -> str:
    """Return a link for seven days, where no mail is sent."""
    return password_link(address, secret, account, now(session) + INVITED_FOR)


def account_of_link(session: Session, keys: Keys, token: str) -> Account:
    """Return the account whose password a link sets. Raises LinkEnded."""
    account_id, until, mark = read_token(keys, token)
    account = session.get(Account, account_id)
    if account is None or not account.active or not is_for(account, mark) or now(session) >= until:
        raise LinkEnded()
    return account


def use_link(session: Session, keys: Keys, token: str, new: str) -> Account:
    """Set the password of the account of a link, and end its sessions and tokens. Raises LinkEnded, Incomplete."""
    account = account_of_link(session, keys, token)
    set_password(session, account, new)
    session.execute(
        delete(OfficeInvitation).where(
            OfficeInvitation.delegation_code == account.delegation_code, OfficeInvitation.email == account.email
        )
    )
    return account


def _has_one(session: Session, account: Account) -> bool:
    """Return whether a mail with a link is on its way to an account, or was queued some minutes ago."""
    recent = or_(Mail.queued_at > now(session) - NEXT_MAIL_AFTER, Mail.sent_at.is_(None) & Mail.failed_at.is_(None))
    own = select(Mail.id).where(Mail.account_id == account.id, Mail.link_until.is_not(None), recent)
    return session.scalar(own.limit(1)) is not None


def _queue(session: Session, account: Account, valid: timedelta) -> None:
    moment = now(session)
    session.add(Mail(account=account, link_until=moment + valid, queued_at=moment, next_try_at=moment))
