"""Accounts: which offices may sign in, with which roles."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_template import is_mailbox
from case_studies.clean_text import clean_line
from case_studies.errors import N_, Incomplete, NotVisible
from case_studies.models import Account, Delegation
from case_studies.operations.accounts.browser_sessions import end_all_sessions
from case_studies.operations.accounts.factors import lacks_factor
from case_studies.operations.accounts.passwords import unknown_password
from case_studies.operations.accounts.tokens import end_all_tokens
from case_studies.policy.actor import NOBODY, Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, Role
from case_studies.workflow.history import record_account_event

LONGEST_EMAIL = 254  # characters (RFC 5321, 4.5.3.1)
LONGEST_MAILBOX_NAME = 64  # of them before the @
NOWHERE = frozenset({"invalid", "localhost", "local", "test"})


def add_account(
    session: Session,
    email: str,
    delegation: str,
    roles: Sequence[Role],
    *,
    office: str,
    password_hash: str | None = None,
    actor: Actor = NOBODY,
) -> Account:
    """Add an account for an office. Without a hash nobody can sign in until a link sets the first password.

    Raises Incomplete for an invalid or known address and for an unknown delegation.
    """
    email = email.strip().lower()
    _check(session, email, delegation)
    account = Account(
        email=email,
        office=clean_line(office),
        delegation_code=delegation,
        roles=list(roles),
        password_hash=password_hash or unknown_password(session),
        active=True,
        created_at=now(session),
    )
    session.add(account)
    session.flush()
    _record(session, account, actor, HistoryAction.ADD_ACCOUNT, before=None, after=_join(account.roles))
    return account


def _check(session: Session, email: str, delegation: str) -> None:
    if not is_reachable(email):
        raise Incomplete({"email": [N_("This is not an e-mail address.")]})
    known = session.get(Delegation, delegation)
    if known is None:
        raise Incomplete({"delegation": [N_("No delegation has this code.")]})
    if not known.takes_part:
        raise Incomplete({"delegation": [N_("This delegation does not take part.")]})
    if not is_free_address(session, email):
        raise Incomplete({"email": [N_("An account with this address exists already.")]})


def is_free_address(session: Session, email: str) -> bool:
    """Return whether no account has this address."""
    return session.scalar(select(Account.id).where(Account.email == email)) is None


def without_tag(email: str) -> str:
    """Return the mailbox of an address: what comes after a `+` only says into which folder a mail goes."""
    name, _at, domain = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0] or name}@{domain}"


def is_reachable(email: str) -> bool:
    """Return whether mail can reach an address: it has a domain, and none that is kept for other uses (RFC 2606)."""
    name, _, domain = email.rpartition("@")
    lengths_fit = len(name) <= LONGEST_MAILBOX_NAME and len(email) <= LONGEST_EMAIL
    is_plain = email.isascii() and ".." not in email and not name.startswith(".") and not name.endswith(".")
    return is_mailbox(email) and lengths_fit and is_plain and domain.rpartition(".")[2] not in NOWHERE


def find_account(session: Session, email: str) -> Account:
    """Return the account with this address. Raises NotVisible."""
    account = session.scalar(select(Account).where(Account.email == email.strip().lower()))
    if account is None:
        raise NotVisible(N_("No account has this address."))
    return account


def all_accounts(session: Session, *, with_closed: bool) -> Sequence[Account]:
    """Return the open accounts by address, or all of them."""
    query = select(Account).order_by(Account.email)
    return session.scalars(query if with_closed else query.where(Account.active)).all()


def set_roles(session: Session, email: str, roles: Sequence[Role], *, actor: Actor = NOBODY) -> Account:
    """Set the roles of an account. `NOBODY` as the actor means that a command on the server did it.

    With roles that need a second factor which the account lacks, its API tokens end: they would need none.
    """
    account = find_account(session, email)
    before, lacked = account.roles, lacks_factor(session, account)
    account.roles = list(roles)
    if not account.is_of_demonstration and not lacked and lacks_factor(session, account):
        end_all_tokens(session, account)
    if set(before) != set(account.roles):
        _record(session, account, actor, HistoryAction.CHANGE_ROLES, before=_join(before), after=_join(account.roles))
    return account


def set_active(session: Session, email: str, *, is_open: bool, actor: Actor = NOBODY) -> Account:
    """Close an account, so that its password and tokens no longer work, or open it again."""
    account = find_account(session, email)
    if account.active != is_open:
        before, after = ("closed", "open") if is_open else ("open", "closed")
        action = HistoryAction.OPEN_ACCOUNT if is_open else HistoryAction.CLOSE_ACCOUNT
        _record(session, account, actor, action, before=before, after=after)
    account.active = is_open
    end_all_sessions(session, account)
    if not is_open:
        end_all_tokens(session, account)
    return account


def _record(
    session: Session, account: Account, actor: Actor, action: HistoryAction, *, before: str | None, after: str
) -> None:
    record_account_event(session, account, actor, action, before=before, after=after)


def _join(roles: Sequence[str]) -> str:
    return ", ".join(roles)


def own_account(session: Session, actor: Actor) -> Account:
    """Return the account of the person who is signed in. Raises NotSignedIn if nobody is."""
    return session.get_one(Account, actor.account)
