"""An adoption: a delegation uses, or thinks of using, what a published case or an adopted practice describes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.case import Case
from case_studies.models.item import Item
from case_studies.models.practice import Practice
from case_studies.models.taxonomy import Operation
from case_studies.vocabulary import AdoptionState, AdoptionUse, Attribution, Audience, Language


class Adoption(Item, Base):
    """What a delegation adopts. It is on record: each statement is cleared before others read it."""

    __tablename__ = "adoptions"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", AdoptionState), name="adoption_has_a_known_state"),
        CheckConstraint("register = 'on_record'", name="adoption_is_on_record"),
        CheckConstraint(is_one_of_sql("audience", Audience), name="adoption_audience_is_known"),
        CheckConstraint(is_one_of_sql("attribution", Attribution), name="adoption_attribution_is_known"),
        CheckConstraint(is_one_of_sql("language", Language), name="adoption_has_a_known_language"),
        CheckConstraint(
            "(case_id IS NULL) <> (practice_id IS NULL) AND (case_id IS NULL) = (revision_number IS NULL) AND "
            "(practice_id IS NULL) = (edition_number IS NULL)",
            name="adoption_is_of_a_case_or_a_practice",
        ),
        Index("ix_adoptions_listed", "state", "recorded_at", "id"),
    )

    state: Mapped[AdoptionState]
    language: Mapped[Language]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    revision_number: Mapped[int | None]  # the revision that its delegation read
    practice_id: Mapped[int | None] = mapped_column(ForeignKey("practices.id"), index=True)
    edition_number: Mapped[int | None]  # the edition that its delegation read
    recorded_at: Mapped[datetime | None]  # when a statement was cleared last
    confirm_on: Mapped[date | None] = mapped_column(Date)  # when its delegation says whether this still holds

    case: Mapped[Case | None] = relationship()
    practice: Mapped[Practice | None] = relationship()
    statements: Mapped[list["AdoptionStatement"]] = relationship(
        order_by="AdoptionStatement.number", cascade="all, delete-orphan"
    )

    @property
    def adopts(self) -> str:
        """The reference of the case or the practice."""
        adopted = self.case or self.practice
        assert adopted is not None  # noqa: S101 - the table says so
        return adopted.reference

    @property
    def recorded(self) -> "AdoptionStatement | None":
        """The last statement that was cleared: the one that others read."""
        return next((one for one in reversed(self.statements) if one.cleared_at is not None), None)

    @property
    def written(self) -> "AdoptionStatement | None":
        """The statement that its delegation writes, if it was not cleared yet."""
        return next((one for one in self.statements if one.cleared_at is None), None)


class AdoptionStatement(Base):
    """What a delegation says about its use at one time."""

    __tablename__ = "adoption_statements"
    __table_args__ = (
        CheckConstraint(is_one_of_sql('"use"', AdoptionUse), name="use_is_known"),
        UniqueConstraint("adoption_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(ForeignKey("adoptions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    use: Mapped[AdoptionUse] = mapped_column(default=AdoptionUse.IN_USE)
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)  # none: withheld
    since: Mapped[int | None]  # a year
    what_changed: Mapped[str] = mapped_column(default="")
    what_happened: Mapped[str] = mapped_column(default="")
    not_measured: Mapped[bool] = mapped_column(default=False)
    why_stopped: Mapped[str] = mapped_column(default="")
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    cleared_at: Mapped[datetime | None]

    operation: Mapped[Operation | None] = relationship()
