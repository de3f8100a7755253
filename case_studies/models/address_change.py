"""A change of the address of an account, which both mailboxes have to confirm."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.account import Account


class AddressChange(Base):
    """A change that an office asked for. It takes effect once both mailboxes have confirmed it, or ends without."""

    __tablename__ = "address_changes"
    __table_args__ = (CheckConstraint("new_email = lower(new_email)", name="new_address_is_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    new_email: Mapped[str]
    asked_at: Mapped[datetime]
    until: Mapped[datetime]
    old_confirmed_at: Mapped[datetime | None]
    new_confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # it took effect, was cancelled, or the office was handed over

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
