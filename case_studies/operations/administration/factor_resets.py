"""Removing the second factor of an office that has lost it: one administrator asks, another confirms.

Neither is the office itself. The office is notified at once, and refuses what it did not ask for.
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotAllowed, WrongState
from case_studies.models import Account, FactorReset
from case_studies.notifications.notify import notify
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.factors import has_factor, reset_factors
from case_studies.operations.administration.people import account_to_change
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, NotificationEvent, Role
from case_studies.workflow.history import record_account_event

LASTS = timedelta(days=7)


def asked_reset(session: Session, account_id: int) -> FactorReset | None:
    """Return the reset that waits for another administrator. It ends after a week, or with the role of the asker."""
    asked = session.get(FactorReset, account_id)
    if asked is None or now(session) - asked.asked_at >= LASTS:
        return None
    return asked if asked.asker.active and Role.ADMINISTRATOR in asked.asker.roles else None


def ask_for_reset(session: Session, actor: Actor, account_id: int) -> Account:
    """Ask other administrators to remove the second factor of an account, and notify its office.

    Raises WrongState if the account is closed, has no factor, or somebody asked already.
    """
    account = account_to_change(session, actor, account_id)
    if not account.active or not has_factor(session, account):
        raise WrongState(N_("This account is closed, or it has no second factor."))
    if asked_reset(session, account_id) is not None:
        raise WrongState(N_("An administrator asked for this already."))
    ended = session.get(FactorReset, account_id)
    if ended is not None:
        session.delete(ended)
        session.flush()
    session.add(FactorReset(account_id=account_id, asked_by=actor.account, asked_at=now(session)))
    session.flush()
    entry = record_account_event(session, account, actor, HistoryAction.ASK_FACTOR_RESET)
    others = [one for one in _administrators(session) if one.id != account_id]
    notify(
        session, NotificationEvent.FACTOR_RESET_WAITS, others, None, key=f"history:{entry.number}:confirm", actor=actor
    )
    return account


def confirm_reset(session: Session, actor: Actor, account_id: int) -> Account:
    """Remove the second factor of an account, which another administrator asked for, and sign it out everywhere.

    Raises NotAllowed for the administrator who asked, WrongState if nobody asked within a week.
    """
    account = account_to_change(session, actor, account_id)
    asked = asked_reset(session, account_id)
    if asked is not None and asked.asked_by == actor.account_id:
        raise NotAllowed(N_("Another administrator has to confirm it."))
    if asked is None or not _end(session, account):
        raise WrongState(N_("Nobody asked for this, or it was refused, or a week has passed."))
    reset_factors(session, account, actor)
    return account


def refuse_reset(session: Session, actor: Actor, account_id: int) -> None:
    """Withdraw or refuse a reset as an administrator. One that has ended changes nothing."""
    check_administrator(actor)
    _refuse(session, actor, account_to_change(session, actor, account_id))


def refuse_own_reset(session: Session, actor: Actor) -> None:
    """Refuse a reset as the office that it is about. One that has ended changes nothing."""
    _refuse(session, actor, own_account(session, actor))


def _refuse(session: Session, actor: Actor, account: Account) -> None:
    if _end(session, account):
        record_account_event(session, account, actor, HistoryAction.REFUSE_FACTOR_RESET)


def _end(session: Session, account: Account) -> bool:
    """Delete what was asked. Return False if somebody else was quicker."""
    own = delete(FactorReset).where(FactorReset.account_id == account.id)
    return bool(session.scalars(own.returning(FactorReset.account_id)).all())


def _administrators(session: Session) -> list[Account]:
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.id))
    return [account for account in accounts if Role.ADMINISTRATOR in account.roles]
