"""Who an account is at a sign-in provider."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.account import Account


class ProviderIdentity(Base):
    """An account at one provider: the issuer, and the subject that it calls the account by, which never changes."""

    __tablename__ = "provider_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject", name="one_account_per_identity"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    added_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
