"""Signing in by a provider of a ministry: which account an identity opens.

At first it is the account with the address that the provider has verified. From then on it is the account that the
issuer and the subject belong to, whatever the address. A provider opens accounts of its own delegations only.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.models import Account, ProviderIdentity
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event


def account_of_identity(
    session: Session, issuer: str, subject: str, *, email: str, delegations: Collection[str], provider: str
) -> tuple[Account, bool] | None:
    """Return the account that an identity opens, and whether it does so for the first time; or None.

    `email` is the verified address, or empty; `provider` is the name that the history has.
    """
    known = session.scalar(
        select(ProviderIdentity).where(ProviderIdentity.issuer == issuer, ProviderIdentity.subject == subject)
    )
    if known is not None:
        return (known.account, False) if _may_open(known.account, delegations) else None
    account = session.scalar(select(Account).where(Account.email == email)) if email else None
    if account is None or not _may_open(account, delegations) or _has_other_identity(session, account, issuer):
        return None
    session.add(ProviderIdentity(account_id=account.id, issuer=issuer, subject=subject, added_at=now(session)))
    session.flush()
    record_account_event(session, account, Actor.of(account), HistoryAction.ADD_PROVIDER, after=provider)
    return account, True


def _may_open(account: Account, delegations: Collection[str]) -> bool:
    """Whether an account is open, is not shared, and belongs to a delegation of the provider."""
    return account.active and not account.is_of_demonstration and account.delegation_code in delegations


def _has_other_identity(session: Session, account: Account, issuer: str) -> bool:
    return session.get(ProviderIdentity, (account.id, issuer)) is not None


def identities_of(session: Session, account: Account) -> Sequence[ProviderIdentity]:
    """Return the identities that open an account, the oldest first."""
    own = select(ProviderIdentity).where(ProviderIdentity.account_id == account.id)
    return session.scalars(own.order_by(ProviderIdentity.added_at, ProviderIdentity.issuer)).all()


def remove_identity(session: Session, account: Account, issuer: str, provider: str) -> None:
    """Let an identity open an account no longer; nothing if it does not. The next one may be another."""
    identity = session.get(ProviderIdentity, (account.id, issuer))
    if identity is not None:
        session.delete(identity)
        record_account_event(session, account, Actor.of(account), HistoryAction.REMOVE_PROVIDER, before=provider)


def remove_all_identities(session: Session, account: Account) -> None:
    """Let no identity open an account any more, because somebody else takes its office over."""
    session.execute(delete(ProviderIdentity).where(ProviderIdentity.account_id == account.id))
