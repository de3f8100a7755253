"""Second factors of an account: what proves, beside the password, that its office signs in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class AuthenticatorApp(Base):
    """An app that shows a code every half minute (TOTP, RFC 6238). `last_step` is that of the last code it accepted."""

    __tablename__ = "authenticator_apps"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    secret: Mapped[str]
    last_step: Mapped[int]
    added_at: Mapped[datetime]


class RecoveryCode(Base):
    """A code that replaces the second factor once. It has 120 random bits; only its SHA-256 is stored."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
