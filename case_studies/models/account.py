"""Accounts. They belong to offices, not to persons, so that a hand-over only changes a password."""

import hashlib
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.delegation import Delegation
from case_studies.vocabulary import Role, TokenScope

DEMONSTRATION = "@demo.example"


def digest_of(secret: str) -> str:
    """Return what is stored of a random id or token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class Account(Base):
    """The sign-in of one office of a delegation."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="account_email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    office: Mapped[str]
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    roles: Mapped[list[Role]]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_of_demonstration(self) -> bool:
        """Whether it is a demonstration account. They all share one password."""
        return self.email.endswith(DEMONSTRATION)

    def can_sign_in(self, *, demonstration: bool) -> bool:
        """Return whether the account is open. Those of the demonstration are open in demonstration mode only."""
        return self.active and (demonstration or not self.is_of_demonstration)


class BrowserSession(Base):
    """A browser in which an account is signed in. Only the SHA-256 of the id in its cookie is stored."""

    __tablename__ = "browser_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]  # as the office knows it, such as "Firefox on Windows"
    network: Mapped[str]  # such as 192.0.2.0/24
    started_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]  # when the office last proved who it is; a provider may not say it
    provider_factor: Mapped[bool] = mapped_column(default=False)  # whether a provider asked for a second factor

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class KnownBrowser(Base):
    """A browser in a network from which an account has signed in. Only a digest of both names is stored."""

    __tablename__ = "known_browsers"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    last_used_at: Mapped[datetime] = mapped_column(index=True)


class SignInAttempts(Base):
    """Tries to sign in that are counted together. The key is a digest of an address or a network."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)


class ApiToken(Base):
    """A bearer token. Only its SHA-256 is stored, so nobody can sign in with a copy of the database."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    scopes: Mapped[list[TokenScope]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
