"""What a delegation says each year about what it published: whether it is still in use."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import SaidLife


class Confirmation(Base):
    """One confirmation of a published case. Rows are only added; the last one counts.

    `cleared` means that a clearance officer wrote or confirmed the sentence. Until then only its delegation reads it.
    """

    __tablename__ = "confirmations"
    __table_args__ = (CheckConstraint(is_one_of_sql("life", SaidLife), name="life_can_be_confirmed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    life: Mapped[SaidLife]
    note: Mapped[str]
    members_only: Mapped[bool] = mapped_column(default=False)  # the sentence, of a case for everybody
    cleared: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
