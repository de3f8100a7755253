"""What reviewers say of themselves, so that editors ask the right ones: themes, languages, largest load, absences."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base
from case_studies.vocabulary import Language


class ReviewerProfile(Base):
    """What a reviewer knows, reads, and can take on at once."""

    __tablename__ = "reviewer_profiles"
    __table_args__ = (CheckConstraint("largest_load >= 0", name="largest_load_is_not_negative"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    themes: Mapped[list[str]] = mapped_column(JSON)  # ids of themes
    languages: Mapped[list[Language]]
    largest_load: Mapped[int]  # cases at once


class Absence(Base):
    """Days on which a reviewer is away; both ends count. The clock of what they were asked stands meanwhile."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="absence_ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
