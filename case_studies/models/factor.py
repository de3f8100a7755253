"""Second factors of an account: what proves, beside the password, that its office signs in."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.account import Account


class AuthenticatorApp(Base):
    """An app that shows a code every half minute (TOTP, RFC 6238). `last_step` is that of the last code it accepted."""

    __tablename__ = "authenticator_apps"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[str]
    last_step: Mapped[int]
    added_at: Mapped[datetime]


class Passkey(Base):
    """A key that a telephone, a computer or a security key holds (WebAuthn). Only its public half is stored.

    `sign_count` is that of the last signature; it stays 0 for keys that do not count.
    """

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)  # its id, in base64url
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)  # 32 bits without a sign
    name: Mapped[str]
    added_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """Random bytes that a passkey signs, once and for some minutes. Only their SHA-256 is stored."""

    __tablename__ = "passkey_challenges"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class FactorReset(Base):
    """An administrator asked to remove the second factor of an account. Another has to confirm it."""

    __tablename__ = "factor_resets"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]

    asker: Mapped[Account] = relationship(foreign_keys=asked_by, lazy="joined", innerjoin=True)


class RecoveryCode(Base):
    """A code that replaces the second factor once. It has 120 random bits; only its SHA-256 is stored."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
