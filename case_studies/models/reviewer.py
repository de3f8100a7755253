"""Profiles and absences of reviewers, which help editors to choose."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base
from case_studies.vocabulary import Language


class ReviewerProfile(Base):
    """A reviewer's themes, languages and largest load."""

    __tablename__ = "reviewer_profiles"
    __table_args__ = (CheckConstraint("largest_load >= 0", name="largest_load_is_not_negative"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    themes: Mapped[list[str]] = mapped_column(JSON)  # ids of themes
    languages: Mapped[list[Language]]
    largest_load: Mapped[int]  # cases at the same time


class Absence(Base):
    """An absence of a reviewer. First and last day are included. Deadlines of the reviewer are paused during it."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="absence_ends_after_it_starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
