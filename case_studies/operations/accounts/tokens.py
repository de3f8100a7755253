"""API tokens: a program signs in with one."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.models import Account, ApiToken
from case_studies.models.account import digest_of
from case_studies.unit_of_work import now


def issue_token(session: Session, account: Account) -> str:
    """Create an API token for an account and return it. Only its digest is stored, so it can't be shown again."""
    token = f"cb_{secrets.token_urlsafe(32)}"
    session.add(ApiToken(account_id=account.id, digest=digest_of(token), created_at=now(session)))
    session.flush()
    return token


def account_by_token(session: Session, token: str, *, demonstration: bool) -> Account | None:
    """Return the account of a token, or None."""
    stored = session.scalar(select(ApiToken).where(ApiToken.digest == digest_of(token)))
    return stored.account if stored and stored.account.can_sign_in(demonstration=demonstration) else None


def end_all_tokens(session: Session, account: Account) -> None:
    """Delete the API tokens of an account."""
    session.execute(delete(ApiToken).where(ApiToken.account_id == account.id))
