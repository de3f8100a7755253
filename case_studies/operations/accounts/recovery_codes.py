"""Recovery codes: an office that lost its second factor signs in with one, which then no longer works."""

import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from case_studies.models import Account, RecoveryCode
from case_studies.models.account import digest_of
from case_studies.policy.actor import Actor
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event

HOW_MANY = 8
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another: 5 bits each
GROUPS, GROUP = 6, 4


def renew_codes(session: Session, account: Account) -> list[str]:
    """Make new codes and return them, to be shown once. The old ones no longer work."""
    delete_codes(session, account)
    codes = [_random_code() for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(account_id=account.id, digest=digest_of(_plain(code))) for code in codes)
    session.flush()
    return codes


def count_codes(session: Session, account_id: int) -> int:
    """Return how many codes are left."""
    own = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account_id == account_id)
    return session.scalar(own) or 0


def use_code(session: Session, account: Account, typed: str) -> bool:
    """Return whether a code is right. It works once, also if two browsers send it at the same time."""
    own = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.digest == digest_of(_plain(typed))
    )
    if not session.scalars(own.returning(RecoveryCode.digest)).all():
        return False
    left = str(count_codes(session, account.id))
    record_account_event(session, account, Actor.of(account), HistoryAction.USE_RECOVERY_CODE, after=left)
    return True


def delete_codes(session: Session, account: Account) -> None:
    """Delete the codes of an account."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _random_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _plain(code: str) -> str:
    """Return a code without what people add or leave out when they type it."""
    return "".join(letter for letter in code.lower() if letter in LETTERS)
