"""Accounts: who may sign in, with which roles, by password or by token."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.clean_text import clean_line
from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.models import Account, ApiToken, Delegation
from case_studies.passwords import normal_form
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now, passwords
from case_studies.vocabulary import HistoryAction, Role
from case_studies.workflow.history import record_account_event

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
LONGEST_TYPED = 4 * LONGEST_PASSWORD  # some keyboards write a letter as several characters
DEMONSTRATION = "@demo.example"


def add_account(
    session: Session,
    email: str,
    delegation: str,
    roles: Sequence[Role],
    *,
    office: str,
    password_hash: str | None = None,
) -> tuple[Account, str]:
    """Add an account for an office. Return it with its first password, which is empty if a hash was given.

    Raises Incomplete for an invalid or known address and for an unknown delegation.
    """
    email = email.strip().lower()
    _check(session, email, delegation)
    password = "" if password_hash else secrets.token_urlsafe(12)
    account = Account(
        email=email,
        office=clean_line(office),
        delegation_code=delegation,
        roles=list(roles),
        password_hash=password_hash or hash_password(session, password),
        session_key=secrets.token_urlsafe(24),
        active=True,
        created_at=now(session),
    )
    session.add(account)
    session.flush()
    _record(session, account, HistoryAction.ADD_ACCOUNT, before=None, after=_join(account.roles))
    return account, password


def _check(session: Session, email: str, delegation: str) -> None:
    if "@" not in email or email.startswith("@") or email.endswith("@"):
        raise Incomplete({"email": [N_("This is not an e-mail address.")]})
    if session.get(Delegation, delegation) is None:
        raise Incomplete({"delegation": [N_("No delegation has this code.")]})
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise Incomplete({"email": [N_("An account with this address exists already.")]})


def find_account(session: Session, email: str) -> Account:
    """Return the account with this address. Raises NotVisible."""
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    if account is None:
        raise NotVisible(N_("No account has this address."))
    return account


def set_roles(session: Session, email: str, roles: Sequence[Role]) -> Account:
    """Set the roles of an account."""
    account = find_account(session, email)
    before = account.roles
    account.roles = list(roles)
    if set(before) != set(account.roles):
        _record(session, account, HistoryAction.CHANGE_ROLES, before=_join(before), after=_join(account.roles))
    return account


def set_active(session: Session, email: str, *, is_open: bool) -> Account:
    """Close an account, so that its password and tokens no longer work, or open it again."""
    account = find_account(session, email)
    if account.active != is_open:
        before, after = ("closed", "open") if is_open else ("open", "closed")
        action = HistoryAction.OPEN_ACCOUNT if is_open else HistoryAction.CLOSE_ACCOUNT
        _record(session, account, action, before=before, after=after)
    account.active = is_open
    account.session_key = secrets.token_urlsafe(24)
    return account


def _record(session: Session, account: Account, action: HistoryAction, *, before: str | None, after: str) -> None:
    """Record a change in the history. `NOBODY` means that a command on the server did it."""
    record_account_event(session, account, NOBODY, action, before=before, after=after)


def _join(roles: Sequence[str]) -> str:
    return ", ".join(roles)


def hash_password(session: Session, password: str) -> str:
    """Return the hash of a password, to be stored with an account."""
    return passwords(session).hash(password)


def sign_in(session: Session, email: str, password: str, *, demonstration: bool) -> Account | None:
    """Return the account for an address and a password, or None.

    Demonstration accounts can sign in only in demonstration mode.
    """
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    usable = account is not None and account.active and (demonstration or not account.email.endswith(DEMONSTRATION))
    # an unknown address takes as long as a wrong password
    matches = passwords(session).match(account.password_hash if account is not None else None, password)
    return account if usable and matches else None


def has_fixed_password(account: Account) -> bool:
    """Return whether it is a demonstration account. They all share one password."""
    return account.email.endswith(DEMONSTRATION)


def own_account(session: Session, actor: Actor) -> Account:
    """Return the account of the person who is signed in. Raises NotSignedIn if nobody is."""
    return session.get_one(Account, actor.account)


def change_password(session: Session, account: Account, old: str, new: str) -> None:
    """Set a new password, and end all sessions and API tokens of the account.

    Raises Incomplete by field, NotAllowed for a demonstration account.
    """
    if has_fixed_password(account):
        raise NotAllowed(N_("The password of the demonstration accounts can't be changed."))
    errors = {}
    if not passwords(session).match(account.password_hash, old):
        errors["old"] = [N_("This is not the current password.")]
    if not SHORTEST_PASSWORD <= len(normal_form(new)) <= LONGEST_PASSWORD:
        errors["new"] = [N_("Use 12 to 200 characters.")]
    if errors:
        raise Incomplete(errors)
    account.password_hash = hash_password(session, new)
    account.session_key = secrets.token_urlsafe(24)
    session.execute(delete(ApiToken).where(ApiToken.account_id == account.id))


def issue_token(session: Session, account: Account) -> str:
    """Create an API token for an account and return it. Only its digest is stored, so it can't be shown again."""
    token = f"cb_{secrets.token_urlsafe(32)}"
    session.add(ApiToken(account_id=account.id, digest=_digest(token), created_at=now(session)))
    session.flush()
    return token


def account_by_token(session: Session, token: str, *, demonstration: bool) -> Account | None:
    """Return the account of a token, or None."""
    stored = session.scalar(select(ApiToken).where(ApiToken.digest == _digest(token)))
    if stored is None or not stored.account.active:
        return None
    return stored.account if demonstration or not has_fixed_password(stored.account) else None


def account_by_session(session: Session, session_key: str, *, demonstration: bool) -> Account | None:
    """Return the account of a browser session, or None if the password has changed since the sign-in."""
    account = session.scalar(select(Account).where(Account.session_key == session_key, Account.active))
    if account is None or (account.email.endswith(DEMONSTRATION) and not demonstration):
        return None
    return account


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
