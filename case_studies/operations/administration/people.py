"""The accounts of all offices, for an administrator: finding one, its roles, closing it, inviting it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Account, ApiToken, BrowserSession, Delegation, FactorReset, HistoryEntry, KnownBrowser
from case_studies.operations.accounts.accounts import set_active, set_roles
from case_studies.operations.accounts.authenticator_app import has_app
from case_studies.operations.accounts.factors import REQUIRED_FOR, reset_factors
from case_studies.operations.accounts.passkeys import count_passkeys
from case_studies.operations.accounts.password_links import invite_by_mail
from case_studies.operations.accounts.passwords import unknown_password
from case_studies.operations.accounts.provider_identities import remove_all_identities
from case_studies.operations.accounts.recovery_codes import count_codes
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.vocabulary import Role

PER_PAGE = 25
MOST_EVENTS = 20
USES: tuple[tuple[InstrumentedAttribute[int], InstrumentedAttribute[Any]], ...] = (
    (BrowserSession.account_id, BrowserSession.last_used_at),
    (KnownBrowser.account_id, KnownBrowser.last_used_at),
    (ApiToken.account_id, ApiToken.last_used_at),
)


class AccountFilter(StrEnum):
    """Which accounts are listed."""

    OPEN = "open"
    CLOSED = "closed"
    RESET = "reset"  # of its second factor is asked for
    ALL = "all"


CONDITIONS: dict[AccountFilter, ColumnElement[bool]] = {
    AccountFilter.OPEN: Account.active.is_(True),
    AccountFilter.CLOSED: Account.active.is_(False),
    AccountFilter.RESET: Account.id.in_(select(FactorReset.account_id)),
    AccountFilter.ALL: true(),
}


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and when it was used last."""

    account: Account
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class FactorState:
    """What an account signs in with beside its password."""

    has_app: bool
    passkeys: int
    recovery_codes: int
    is_required: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of accounts, by delegation and office."""

    items: Sequence[Person]
    total: int
    page: int
    pages: int


def list_people(session: Session, actor: Actor, text: str, show: AccountFilter, page: int) -> PeoplePage:
    """Return the accounts whose address, office or delegation contains the text. A page after the last is the last."""
    check_administrator(actor)
    names = (Account.email, Account.office, Delegation.name)
    fits = or_(*(name.icontains(text, autoescape=True) for name in names))
    condition = CONDITIONS[show] & fits
    query = select(Account).join(Delegation, Delegation.code == Account.delegation_code).where(condition)
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(Account.id).subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    ordered = query.order_by(Delegation.name, Account.office, Account.id)
    accounts = session.scalars(ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    seen = _last_seen(session, [account.id for account in accounts])
    return PeoplePage([Person(account, seen.get(account.id)) for account in accounts], total, page, pages)


def read_person(session: Session, actor: Actor, account_id: int) -> Person:
    """Return an account. Raises NotVisible."""
    check_administrator(actor)
    account = session.get(Account, account_id)
    if account is None:
        raise NotVisible()
    return Person(account, _last_seen(session, [account.id]).get(account.id))


def factor_state(session: Session, actor: Actor, account: Account) -> FactorState:
    """Return whether an account has a second factor, and must have one by its roles."""
    check_administrator(actor)
    is_required = not REQUIRED_FOR.isdisjoint(account.roles)
    return FactorState(
        has_app(session, account.id),
        count_passkeys(session, account.id),
        count_codes(session, account.id),
        is_required,
    )


def events_of(session: Session, actor: Actor, account_id: int) -> Sequence[HistoryEntry]:
    """Return the latest entries of the history about an account, the newest first, none about a case."""
    check_administrator(actor)
    own = select(HistoryEntry).where(HistoryEntry.subject_id == account_id, HistoryEntry.case_id.is_(None))
    return session.scalars(own.order_by(HistoryEntry.number.desc()).limit(MOST_EVENTS)).all()


def change_roles(session: Session, actor: Actor, account_id: int, roles: Sequence[Role]) -> Account:
    """Give an account exactly these roles. Raises Incomplete for none, NotAllowed for the actor's own account."""
    account = account_to_change(session, actor, account_id)
    if not roles:
        raise Incomplete({"roles": [N_("Choose at least one role, or close the account.")]})
    return set_roles(session, account.email, roles, actor=actor)


def close_or_reopen(session: Session, actor: Actor, account_id: int, *, is_open: bool) -> Account:
    """Close an account, or open it again. Raises NotAllowed for the actor's own account."""
    account = account_to_change(session, actor, account_id)
    return set_active(session, account.email, is_open=is_open, actor=actor)


def invite_again(session: Session, actor: Actor, account_id: int) -> Account:
    """Mail an office another link with which it sets its password. Its old one and its second factor end.

    Raises WrongState for a closed account.
    """
    account = account_to_change(session, actor, account_id)
    if not account.active:
        raise WrongState(N_("This account is closed. Open it again first."))
    reset_factors(session, account, actor)
    remove_all_identities(session, account)
    account.password_hash = unknown_password(session)
    invite_by_mail(session, account)
    return account


def account_to_change(session: Session, actor: Actor, account_id: int) -> Account:
    """Return an account that the actor may change: not their own, so that an administrator is always left."""
    account = read_person(session, actor, account_id).account
    if account.id == actor.account_id:
        raise NotAllowed(N_("Another administrator has to change your own account."))
    if account.is_of_demonstration:
        raise NotAllowed(N_("The accounts of the demonstration can't be changed."))
    return account


def _last_seen(session: Session, account_ids: Sequence[int]) -> dict[int, datetime]:
    """Return when each account was used last: in a browser, or by a program."""
    seen: dict[int, datetime] = {}
    for account, used in USES:
        rows = session.execute(select(account, func.max(used)).where(account.in_(account_ids)).group_by(account)).all()
        for account_id, moment in rows:
            if moment is not None:
                seen[account_id] = max(moment, seen.get(account_id, moment))
    return seen
