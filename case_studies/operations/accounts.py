"""Accounts: who may sign in, with which roles, by password or token."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.models import Account, ApiToken, Delegation
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now, passwords
from case_studies.vocabulary import HistoryAction, Role
from case_studies.workflow.history import record_account_event

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
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
    """Add the sign-in of an office and return it with its first password (empty where a hash was given)."""
    email = email.strip().lower()
    _check(session, email, delegation)
    password = "" if password_hash else secrets.token_urlsafe(12)
    account = Account(
        email=email,
        office=office,
        delegation_code=delegation,
        roles=list(roles),
        password_hash=password_hash or hash_password(session, password),
        session_key=secrets.token_urlsafe(24),
        active=True,
        created_at=now(session),
    )
    session.add(account)
    session.flush()
    _record(session, account, HistoryAction.ADD_ACCOUNT, before=None, after=_listed(account.roles))
    return account, password


def _check(session: Session, email: str, delegation: str) -> None:
    if "@" not in email or email.startswith("@") or email.endswith("@"):
        raise Incomplete({"email": [N_("This is not an e-mail address.")]})
    if session.get(Delegation, delegation) is None:
        raise Incomplete({"delegation": [N_("No delegation has this code.")]})
    if session.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise Incomplete({"email": [N_("An account with this address exists already.")]})


def find_account(session: Session, email: str) -> Account:
    """Return the account of an address. Raises NotVisible."""
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    if account is None:
        raise NotVisible(N_("No account has this address."))
    return account


def set_roles(session: Session, email: str, roles: Sequence[Role]) -> Account:
    """Give an account exactly these roles."""
    account = find_account(session, email)
    before = account.roles
    account.roles = list(roles)
    if set(before) != set(account.roles):
        _record(session, account, HistoryAction.CHANGE_ROLES, before=_listed(before), after=_listed(account.roles))
    return account


def set_active(session: Session, email: str, *, is_open: bool) -> Account:
    """Close an account, so that neither its password nor its tokens enter any more, or open it again."""
    account = find_account(session, email)
    if account.active != is_open:
        words = ("closed", "open") if is_open else ("open", "closed")
        action = HistoryAction.OPEN_ACCOUNT if is_open else HistoryAction.CLOSE_ACCOUNT
        _record(session, account, action, before=words[0], after=words[1])
    account.active = is_open
    account.session_key = secrets.token_urlsafe(24)
    return account


def _record(session: Session, account: Account, action: HistoryAction, *, before: str | None, after: str) -> None:
    """Write it into the history. Accounts are kept by commands, so it is done by nobody: on the server."""
    record_account_event(session, account, NOBODY, action, before=before, after=after)


def _listed(roles: Sequence[str]) -> str:
    return ", ".join(roles)


def hash_password(session: Session, password: str) -> str:
    """Return the hash of a password, to be stored with an account."""
    return passwords(session).hash(password)


def sign_in(session: Session, email: str, password: str, *, demonstration: bool) -> Account | None:
    """Return the account for an address and a password, or None. Demonstration offices enter their own mode only."""
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    usable = account is not None and account.active and (demonstration or not account.email.endswith(DEMONSTRATION))
    # an unknown address takes as long as a wrong password
    matches = passwords(session).match(account.password_hash if account is not None else None, password)
    return account if usable and matches else None


def has_fixed_password(account: Account) -> bool:
    """Whether it is an account of the demonstration: all of them share one password."""
    return account.email.endswith(DEMONSTRATION)


def own_account(session: Session, actor: Actor) -> Account:
    """Return the account of the person who is signed in. Raises NotSignedIn if nobody is."""
    return session.get_one(Account, actor.account)


def change_password(session: Session, account: Account, old: str, new: str) -> None:
    """Set a new password; every session and API token of the office ends, as a hand-over needs it.

    Raises Incomplete by field, NotAllowed for a demonstration account.
    """
    if has_fixed_password(account):
        raise NotAllowed(N_("The demonstration accounts keep their one password."))
    errors = {}
    if not passwords(session).match(account.password_hash, old):
        errors["old"] = [N_("This is not the present password.")]
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        errors["new"] = [N_("Use 12 to 200 characters.")]
    if errors:
        raise Incomplete(errors)
    account.password_hash = hash_password(session, new)
    account.session_key = secrets.token_urlsafe(24)
    session.execute(delete(ApiToken).where(ApiToken.account_id == account.id))


def issue_token(session: Session, account: Account) -> str:
    """Make an API token for an account and return it; it can't be shown a second time."""
    token = f"cb_{secrets.token_urlsafe(32)}"
    session.add(ApiToken(account_id=account.id, digest=_digest(token), created_at=now(session)))
    session.flush()
    return token


def account_by_token(session: Session, token: str, *, demonstration: bool) -> Account | None:
    """Return the account that a token belongs to, or None."""
    found = session.scalar(select(ApiToken).where(ApiToken.digest == _digest(token)))
    if found is None or not found.account.active:
        return None
    return found.account if demonstration or not found.account.email.endswith(DEMONSTRATION) else None


def account_by_session(session: Session, session_key: str, *, demonstration: bool) -> Account | None:
    """Return the account that a browser session belongs to, or None where the password changed since."""
    account = session.scalar(select(Account).where(Account.session_key == session_key, Account.active))
    if account is None or (account.email.endswith(DEMONSTRATION) and not demonstration):
        return None
    return account


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
