"""API tokens: a program signs in with one. Their owner makes them, with a name, scopes and an end, and revokes them."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Account, ApiToken, CalendarAddress
from case_studies.models.account import digest_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, TokenScope
from case_studies.workflow.history import record_account_event

LONGEST_NAME = 60
LONGEST_DAYS = 365
MOST_TOKENS = 20  # of an account
NOTED_EVERY = timedelta(minutes=15)  # how often the time of the last use is stored


def create_token(
    session: Session, account: Account, actor: Actor, *, name: str, scopes: Iterable[TokenScope], days: int
) -> str:
    """Create an API token for an account and return it. Only its digest is stored, so it can't be shown again.

    `NOBODY` as the actor means that a command on the server did it. Raises Incomplete by field.
    """
    if not name or len(name) > LONGEST_NAME:
        raise Incomplete({"name": [N_("Give it a name of at most 60 characters.")]})
    if not 1 <= days <= LONGEST_DAYS:
        raise Incomplete({"days": [N_("A token ends after a year at the latest.")]})
    if len(tokens_of(session, account.id)) >= MOST_TOKENS:
        raise Incomplete({"name": [N_("Your office has 20 tokens. Revoke one that is no longer used.")]})
    token, chosen = f"cb_{secrets.token_urlsafe(32)}", {TokenScope.READ, *scopes}
    stored = ApiToken(
        account_id=account.id,
        digest=digest_of(token),
        name=name,
        scopes=[scope for scope in TokenScope if scope in chosen],
        created_at=now(session),
        expires_at=now(session) + timedelta(days=days),
    )
    session.add(stored)
    session.flush()
    record_account_event(session, account, actor, HistoryAction.CREATE_TOKEN, after=_summary(stored))
    return token


def find_token(session: Session, token: str, *, demonstration: bool) -> ApiToken | None:
    """Return the token with its account, or None if it is unknown or has ended."""
    stored = session.scalar(select(ApiToken).where(ApiToken.digest == digest_of(token)))
    if stored is None or is_ended(session, stored):
        return None
    return stored if stored.account.can_sign_in(demonstration=demonstration) else None


def is_ended(session: Session, stored: ApiToken) -> bool:
    """Return whether the time of a token is over."""
    return stored.expires_at <= now(session)


def is_token_use_to_note(session: Session, stored: ApiToken) -> bool:
    """Return whether the use of a token has not been stored for some minutes."""
    return stored.last_used_at is None or now(session) - stored.last_used_at >= NOTED_EVERY


def note_token_use(session: Session, stored: ApiToken) -> None:
    """Store that a token is used now. One that was revoked meanwhile stays revoked."""
    session.execute(update(ApiToken).where(ApiToken.id == stored.id).values(last_used_at=now(session)))


def tokens_of(session: Session, account_id: int) -> Sequence[ApiToken]:
    """Return the tokens of an account, also those that have ended, the newest first."""
    own = select(ApiToken).where(ApiToken.account_id == account_id)
    return session.scalars(own.order_by(ApiToken.created_at.desc(), ApiToken.id.desc())).all()


def revoke_token(session: Session, account: Account, actor: Actor, number: int) -> None:
    """Delete one token of an account. One that is another's, or that is gone already, changes nothing."""
    own = select(ApiToken).where(ApiToken.account_id == account.id, ApiToken.id == number)
    stored = session.scalar(own)
    if stored is not None:
        session.delete(stored)
        record_account_event(session, account, actor, HistoryAction.REVOKE_TOKEN, before=_summary(stored))


def end_all_tokens(session: Session, account: Account) -> None:
    """Delete the API tokens of an account, and the secret address of its calendar."""
    session.execute(delete(ApiToken).where(ApiToken.account_id == account.id))
    session.execute(delete(CalendarAddress).where(CalendarAddress.account_id == account.id))


def _summary(stored: ApiToken) -> str:
    """Return what the history states of a token."""
    return f"“{stored.name}” ({', '.join(stored.scopes)}), until {stored.expires_at:%Y-%m-%d}"
