"""Sessions: the browsers in which an account is signed in. Each can be ended, here and from another browser.

The browser keeps a random id in its cookie. The database keeps the digest of the id, so nobody can sign in with a copy
of the database (OWASP ASVS 5.0, V7).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotAllowed
from case_studies.models import Account, BrowserSession
from case_studies.models.account import digest_of
from case_studies.policy.actor import Actor
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Role

NOTED_EVERY = timedelta(minutes=15)  # how often the time of the last use is stored
PRIVILEGED = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """After how long a session ends: without use, and at the latest.

    Editors and administrators have limits of their own, which are shorter.
    """

    idle: timedelta
    longest: timedelta
    privileged_idle: timedelta
    privileged_longest: timedelta

    def of(self, account: Account) -> tuple[timedelta, timedelta]:
        """Return the limits of an account: the time without use, and the longest time."""
        if PRIVILEGED.isdisjoint(account.roles):
            return self.idle, self.longest
        return self.privileged_idle, self.privileged_longest

    def has_ended(self, stored: BrowserSession, moment: datetime) -> bool:
        """Return whether a session has reached one of its limits."""
        idle, longest = self.of(stored.account)
        return moment - stored.last_used_at >= idle or moment - stored.started_at >= longest


def session_limits(session: Session) -> SessionLimits:
    """Return after how long sessions end now."""
    settings = settings_of(session)
    return SessionLimits(
        idle=timedelta(hours=settings.session_idle_hours),
        longest=timedelta(hours=settings.session_hours),
        privileged_idle=timedelta(hours=settings.privileged_session_idle_hours),
        privileged_longest=timedelta(hours=settings.privileged_session_hours),
    )


@dataclass(frozen=True, slots=True)
class ProviderProof:
    """How an office proved at a sign-in provider who it is: when, if the provider says it, and with a second factor."""

    at: datetime | None
    has_factor: bool


def start_session(
    session: Session, account: Account, *, browser: str, network: str, proof: ProviderProof | None = None
) -> str:
    """Sign an account in in one browser. Return the id for its cookie.

    `browser` is the name that the office knows it by, `network` the part of its address that is kept. Without `proof`
    the office has just proved here who it is.
    """
    session_id, moment = secrets.token_urlsafe(32), now(session)
    session.add(
        BrowserSession(
            account_id=account.id,
            digest=digest_of(session_id),
            browser=browser,
            network=network,
            started_at=moment,
            last_used_at=moment,
            proved_at=moment if proof is None else proof.at,
            provider_factor=proof is not None and proof.has_factor,
        )
    )
    session.flush()
    return session_id


def find_session(session: Session, session_id: str, *, demonstration: bool) -> BrowserSession | None:
    """Return the session with this id and its account, or None if it has ended."""
    stored = session.scalar(select(BrowserSession).where(BrowserSession.digest == digest_of(session_id)))
    if stored is None or not stored.account.can_sign_in(demonstration=demonstration):
        return None
    return None if session_limits(session).has_ended(stored, now(session)) else stored


def is_use_to_note(session: Session, stored: BrowserSession) -> bool:
    """Return whether the use of a session has not been stored for some minutes."""
    return now(session) - stored.last_used_at >= NOTED_EVERY


def note_use(session: Session, stored: BrowserSession) -> None:
    """Store that a session is used now. A session that has ended meanwhile stays ended."""
    session.execute(update(BrowserSession).where(BrowserSession.id == stored.id).values(last_used_at=now(session)))


def sessions_of(session: Session, actor: Actor) -> Sequence[BrowserSession]:
    """Return the sessions of the actor's account that go on, the one used last first."""
    stored = session.scalars(
        select(BrowserSession)
        .where(BrowserSession.account_id == actor.account)
        .order_by(BrowserSession.last_used_at.desc(), BrowserSession.id.desc())
    ).all()
    limits = session_limits(session)
    return [one for one in stored if not limits.has_ended(one, now(session))]


def end_session(session: Session, session_id: str) -> None:
    """End the session with this id."""
    session.execute(delete(BrowserSession).where(BrowserSession.digest == digest_of(session_id)))


def end_own_session(session: Session, actor: Actor, number: int) -> None:
    """End one session of the actor's account. One that has ended already, or that is another's, changes nothing.

    Raises NotAllowed for a demonstration account.
    """
    session.execute(delete(BrowserSession).where(_is_own(session, actor), BrowserSession.id == number))


def end_other_sessions(session: Session, actor: Actor, kept: int) -> None:
    """End all sessions of the actor's account but one. Raises NotAllowed for a demonstration account."""
    session.execute(delete(BrowserSession).where(_is_own(session, actor), BrowserSession.id != kept))


def _is_own(session: Session, actor: Actor) -> ColumnElement[bool]:
    if session.get_one(Account, actor.account).is_of_demonstration:
        raise NotAllowed(N_("Many people share this account, so nobody can sign out the others."))
    return BrowserSession.account_id == actor.account


def end_all_sessions(session: Session, account: Account) -> None:
    """End all sessions of an account."""
    session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))


def delete_ended_sessions(work: UnitOfWork) -> None:
    """Delete what is stored of sessions that have reached a limit, so that no trace of the browsers is kept."""
    with work.writing(quietly=True) as session:
        moment, limits = now(session), session_limits(session)
        latest = or_(
            BrowserSession.last_used_at <= moment - min(limits.idle, limits.privileged_idle),
            BrowserSession.started_at <= moment - min(limits.longest, limits.privileged_longest),
        )
        ended = [
            one.id for one in session.scalars(select(BrowserSession).where(latest)) if limits.has_ended(one, moment)
        ]
        session.execute(delete(BrowserSession).where(BrowserSession.id.in_(ended)))
