"""The second factor of a sign-in: what an account has, whether it must have one, and how it changes."""

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotAllowed
from case_studies.models import Account, AuthenticatorApp, FactorReset, Passkey
from case_studies.operations.accounts import authenticator_app, passkeys, recovery_codes
from case_studies.operations.accounts.browser_sessions import end_all_sessions
from case_studies.operations.accounts.passkeys import RelyingParty
from case_studies.operations.accounts.tokens import end_all_tokens
from case_studies.policy.actor import Actor
from case_studies.vocabulary import HistoryAction, Role
from case_studies.workflow.history import record_account_event

REQUIRED_FOR = frozenset({Role.EDITOR, Role.CLEARANCE_OFFICER, Role.ADMINISTRATOR})
LONGEST_CODE = 60  # characters that are read


def has_factor(session: Session, account: Account) -> bool:
    """Return whether an account needs more than its password to sign in."""
    return authenticator_app.has_app(session, account.id) or passkeys.count_passkeys(session, account.id) > 0


def is_without_factor() -> ColumnElement[bool]:
    """Return the condition that an account signs in with its password alone."""
    return and_(Account.id.not_in(select(AuthenticatorApp.account_id)), Account.id.not_in(select(Passkey.account_id)))


def lacks_factor(session: Session, account: Account) -> bool:
    """Return whether an account must add a second factor before it can do anything else."""
    return not REQUIRED_FOR.isdisjoint(account.roles) and not has_factor(session, account)


def check_code(session: Session, account: Account, typed: str) -> bool:
    """Return whether a code is right: of the authenticator app, or a recovery code. Neither works twice."""
    code = typed[:LONGEST_CODE]
    return authenticator_app.check_app_code(session, account, code) or recovery_codes.use_code(session, account, code)


def add_app(session: Session, account: Account, secret: str, code: str) -> list[str] | None:
    """Add an authenticator app and return new recovery codes, or None if the code of the app is wrong.

    Raises NotAllowed for a demonstration account.
    """
    _check_own(account)
    if not authenticator_app.add_app(session, account, secret, code):
        return None
    _record_change(session, account, Actor.of(account), "authenticator app added")
    return recovery_codes.renew_codes(session, account)


def remove_app(session: Session, account: Account) -> None:
    """Remove the authenticator app. Raises NotAllowed for a demonstration account."""
    _check_own(account)
    if authenticator_app.has_app(session, account.id):
        authenticator_app.remove_app(session, account)
        _record_change(session, account, Actor.of(account), "authenticator app removed")
        _forget_codes(session, account)


def add_passkey(
    session: Session, account: Account, party: RelyingParty, challenge: bytes, *, answer: str, name: str
) -> list[str]:
    """Add a passkey, and return recovery codes if it is the first factor of the account.

    Raises Incomplete if the browser made none for this challenge, NotAllowed for a demonstration account.
    """
    _check_own(account)
    is_first = not has_factor(session, account)
    added = passkeys.add_passkey(session, account, party, challenge, answer=answer, name=name)
    _record_change(session, account, Actor.of(account), f"passkey added ({added.name})")
    return recovery_codes.renew_codes(session, account) if is_first else []


def remove_passkey(session: Session, account: Account, number: int) -> None:
    """Remove a passkey. One that is removed already changes nothing. Raises NotAllowed for a demonstration account."""
    _check_own(account)
    name = passkeys.remove_passkey(session, account, number)
    if name is not None:
        _record_change(session, account, Actor.of(account), f"passkey removed ({name})")
        _forget_codes(session, account)


def renew_recovery_codes(session: Session, account: Account) -> list[str]:
    """Return new recovery codes; those before no longer work. Raises NotAllowed without a second factor."""
    _check_own(account)
    if not has_factor(session, account):
        raise NotAllowed(N_("Add a second factor first."))
    _record_change(session, account, Actor.of(account), "new recovery codes")
    return recovery_codes.renew_codes(session, account)


def reset_factors(session: Session, account: Account, actor: Actor) -> None:
    """Remove all second factors of an account, whose office has lost them, and sign it out everywhere, programs too."""
    end_all_sessions(session, account)
    end_all_tokens(session, account)
    if has_factor(session, account):
        authenticator_app.remove_app(session, account)
        passkeys.remove_passkeys(session, account)
        recovery_codes.delete_codes(session, account)
        _record_change(session, account, actor, "reset")


def _forget_codes(session: Session, account: Account) -> None:
    """Delete the recovery codes of an account that has no second factor any more."""
    if not has_factor(session, account):
        recovery_codes.delete_codes(session, account)


def _record_change(session: Session, account: Account, actor: Actor, change: str) -> None:
    session.execute(delete(FactorReset).where(FactorReset.account_id == account.id))  # it is done, or no longer needed
    record_account_event(session, account, actor, HistoryAction.CHANGE_FACTORS, after=change)


def _check_own(account: Account) -> None:
    if account.is_of_demonstration:
        raise NotAllowed(N_("Many people share this account, so it has no second factor."))
