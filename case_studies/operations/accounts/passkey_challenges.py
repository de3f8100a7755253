"""The challenges that passkeys sign. Each is for one account, is used once, and ends after some minutes."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.models import Account, PasskeyChallenge
from case_studies.models.account import digest_of
from case_studies.unit_of_work import UnitOfWork, now

LASTS = timedelta(minutes=10)
MOST_OPEN = 20  # of an account; a new one ends the oldest


def new_challenge(session: Session, account: Account) -> bytes:
    """Return random bytes for a page that a browser of an account opens, and keep their digest."""
    own = PasskeyChallenge.account_id == account.id
    newest = select(PasskeyChallenge.digest).where(own).order_by(PasskeyChallenge.ends_at.desc()).limit(MOST_OPEN - 1)
    session.execute(delete(PasskeyChallenge).where(own, PasskeyChallenge.digest.not_in(session.scalars(newest).all())))
    challenge = secrets.token_bytes(32)
    session.add(PasskeyChallenge(digest=_digest(challenge), account_id=account.id, ends_at=now(session) + LASTS))
    return challenge


def use_challenge(session: Session, account: Account, challenge: bytes) -> bool:
    """Return whether a challenge is open. It works once, also if two requests name it at the same time."""
    own = delete(PasskeyChallenge).where(
        PasskeyChallenge.digest == _digest(challenge), PasskeyChallenge.account_id == account.id
    )
    ends = session.scalars(own.returning(PasskeyChallenge.ends_at)).one_or_none()
    return ends is not None and ends > now(session)


def delete_old_challenges(work: UnitOfWork) -> None:
    """Delete the challenges that ended."""
    with work.writing(quietly=True) as session:
        session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.ends_at <= now(session)))


def _digest(challenge: bytes) -> str:
    return digest_of(challenge.hex())
