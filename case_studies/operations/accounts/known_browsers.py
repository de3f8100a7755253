"""Browsers that an office has signed in from. It is notified of a new one, as it may be somebody else's."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from case_studies.models import Account, KnownBrowser
from case_studies.models.account import digest_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event

FORGOTTEN_AFTER = timedelta(days=180)  # without a sign-in


def note_browser(session: Session, account: Account, *, browser: str, network: str, is_announced: bool = False) -> None:
    """Store that an office signed in from a browser. If the browser is new, record it and notify the office.

    A sign-in that another notice announces already, such as that of a new password, needs no second one. Many people
    share an account of the demonstration, so nothing is stored for it.
    """
    if account.is_of_demonstration:
        return
    digest = _digest(browser, network)
    known = session.get(KnownBrowser, (account.id, digest))
    if known is not None:
        known.last_used_at = now(session)
        return
    try:
        with session.begin_nested():
            session.add(KnownBrowser(account_id=account.id, digest=digest, last_used_at=now(session)))
    except IntegrityError:  # it signed in twice at the same time
        return
    if not is_announced:
        names = ", ".join(name for name in (browser, network) if name) or "unknown"
        action = HistoryAction.SIGN_IN_FROM_NEW_BROWSER
        record_account_event(session, account, Actor.of(account), action, after=names)


def digest_of_known(session: Session, email: str, *, browser: str, network: str) -> str:
    """Return what is stored of this browser if the account with this address has signed in from it, else nothing."""
    digest = _digest(browser, network)
    own = select(KnownBrowser.digest).join(Account, Account.id == KnownBrowser.account_id)
    known = session.scalar(own.where(Account.email == email.strip().lower(), KnownBrowser.digest == digest))
    return known or ""


def _digest(browser: str, network: str) -> str:
    return digest_of(f"{browser} {network}")


def delete_old_browsers(work: UnitOfWork) -> None:
    """Delete the browsers that were not used for months."""
    with work.writing(quietly=True) as session:
        session.execute(delete(KnownBrowser).where(KnownBrowser.last_used_at <= now(session) - FORGOTTEN_AFTER))
