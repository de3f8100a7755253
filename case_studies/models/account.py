"""Accounts. They belong to offices, not to persons, so that a hand-over only changes a password."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.delegation import Delegation
from case_studies.vocabulary import Role


class Account(Base):
    """The sign-in of one office of a delegation. `session_key` changes with the password and ends old sessions."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="account_email_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    office: Mapped[str]
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    roles: Mapped[list[Role]]
    password_hash: Mapped[str]
    session_key: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)


class ApiToken(Base):
    """A bearer token. Only its SHA-256 is stored, so nobody can sign in with a copy of the database."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
