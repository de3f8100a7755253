"""A good practice: its editions, what each rests on, how it is assessed, and what was said about it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.models.item import Item
from case_studies.models.practice_evidence import EvidenceFlag, PracticeEvidence
from case_studies.models.taxonomy import Initiative, Theme
from case_studies.vocabulary import (
    Audience,
    Concern,
    Confidence,
    Language,
    PracticeRemarkKind,
    PracticeState,
    Register,
)

practice_themes = Table(
    "practice_themes",
    Base.metadata,
    Column("edition_id", ForeignKey("practice_editions.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("themes.id"), primary_key=True, index=True),
)
practice_initiatives = Table(
    "practice_initiatives",
    Base.metadata,
    Column("edition_id", ForeignKey("practice_editions.id", ondelete="CASCADE"), primary_key=True),
    Column("initiative_id", ForeignKey("initiatives.id"), primary_key=True, index=True),
)

LASTING = (PracticeState.ADOPTED, PracticeState.RETIRED)
"""The states of the edition that stays readable while the next one is written."""


class Practice(Item, Base):
    """A good practice. Its text is in its editions."""

    __tablename__ = "practices"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("audience", Audience), name="practice_audience_is_known"),
        CheckConstraint(f"register = '{Register.ON_RECORD}'", name="practice_is_on_record"),
    )

    supported_by_code: Mapped[str | None] = mapped_column(ForeignKey("delegations.code"))  # what a focal point proposed

    editions: Mapped[list["PracticeEdition"]] = relationship(
        back_populates="practice", order_by="PracticeEdition.number", cascade="all, delete-orphan"
    )

    @property
    def current(self) -> "PracticeEdition":
        """The edition that is worked on, or else the adopted one."""
        left = [edition for edition in self.editions if edition.state != PracticeState.WITHDRAWN]
        return (left or self.editions)[-1]

    @property
    def lasting(self) -> "PracticeEdition | None":
        """The edition that is adopted or retired, if there is one."""
        return next((edition for edition in reversed(self.editions) if edition.state in LASTING), None)

    @property
    def state(self) -> PracticeState:
        """The state of the current edition."""
        return self.current.state


class PracticeEdition(Base):
    """An edition of a practice. It does not change any more once it is adopted, but for rows that are withdrawn."""

    __tablename__ = "practice_editions"
    __table_args__ = (
        UniqueConstraint("practice_id", "number"),
        CheckConstraint(is_one_of_sql("state", PracticeState), name="edition_has_a_known_state"),
        CheckConstraint(is_one_of_sql("language", Language), name="edition_has_a_known_language"),
        CheckConstraint(
            "state NOT IN ('adopted', 'superseded', 'retired') OR "
            "(adopted_at IS NOT NULL AND consulted_at IS NOT NULL AND adopted_by_id IS NOT NULL)",
            name="adopted_after_a_consultation",
        ),
        CheckConstraint(
            "adopted_by_id IS NULL OR (adoption_proposed_by_id IS NOT NULL AND "
            "adoption_proposed_by_id <> adopted_by_id)",
            name="adopted_by_two_editors",
        ),
        CheckConstraint(
            "(adoption_proposed_by_id IS NULL) = (adoption_proposed_code IS NULL)", name="adoption_names_a_delegation"
        ),
        Index("ix_practice_editions_listed", "state", "adopted_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practices.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[PracticeState]
    language: Mapped[Language]
    title: Mapped[str]
    statement: Mapped[str] = mapped_column(default="")
    do: Mapped[str] = mapped_column(default="")
    mechanism: Mapped[str] = mapped_column(default="")
    fits_where: Mapped[str] = mapped_column(default="")
    how_to_start: Mapped[str] = mapped_column(default="")
    costs: Mapped[str] = mapped_column(default="")
    harms: Mapped[str] = mapped_column(default="")
    not_known: Mapped[str] = mapped_column(default="")
    search_query: Mapped[str] = mapped_column(default="")  # for counter-evidence
    search_result: Mapped[str] = mapped_column(default="")
    searched_at: Mapped[datetime | None]
    revised_because: Mapped[str] = mapped_column(default="")  # what the edition before it lacked
    retired_because: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    consulted_at: Mapped[datetime | None]  # it can be adopted 14 days later
    adoption_proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    adoption_proposed_code: Mapped[str | None] = mapped_column(ForeignKey("delegations.code"))
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    adopted_at: Mapped[datetime | None]
    next_look_on: Mapped[date | None] = mapped_column(Date)  # when editors ask whether it still holds

    practice: Mapped[Practice] = relationship(back_populates="editions")
    themes: Mapped[list[Theme]] = relationship(secondary=practice_themes, order_by=Theme.position)
    initiatives: Mapped[list[Initiative]] = relationship(secondary=practice_initiatives, order_by=Initiative.id)
    evidence: Mapped[list[PracticeEvidence]] = relationship(
        back_populates="edition", order_by="PracticeEvidence.id", cascade="all, delete-orphan"
    )
    flags: Mapped[list[EvidenceFlag]] = relationship(order_by="EvidenceFlag.id", cascade="all, delete-orphan")
    assessments: Mapped[list["PracticeAssessment"]] = relationship(
        order_by="PracticeAssessment.audience", cascade="all, delete-orphan"
    )
    remarks: Mapped[list["PracticeRemark"]] = relationship(
        back_populates="edition", order_by="PracticeRemark.id", cascade="all, delete-orphan"
    )

    @property
    def rows(self) -> list[PracticeEvidence]:
        """The rows of evidence that nobody withdrew."""
        return [row for row in self.evidence if row.withdrawn_at is None]


CONCERNS = ("methodological_limits", "coherence", "adequacy", "relevance")
"""The four questions of GRADE-CERQual."""


class PracticeAssessment(Base):
    """How confident an editor is in a practice, for all members or for the public, and why. No formula computes it."""

    __tablename__ = "practice_assessments"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("audience", Audience), name="assessment_is_for_a_known_audience"),
        CheckConstraint(is_one_of_sql("level", Confidence), name="confidence_is_known"),
        CheckConstraint(" AND ".join(is_one_of_sql(name, Concern) for name in CONCERNS), name="concerns_are_known"),
        CheckConstraint("reason <> ''", name="confidence_has_a_reason"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("practice_editions.id", ondelete="CASCADE"), primary_key=True)
    audience: Mapped[Audience] = mapped_column(primary_key=True)
    methodological_limits: Mapped[Concern]
    coherence: Mapped[Concern]
    adequacy: Mapped[Concern]
    relevance: Mapped[Concern]
    level: Mapped[Confidence]
    reason: Mapped[str]
    evidence_ids: Mapped[list[int]] = mapped_column(JSON)  # the rows that it is about
    assessed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    assessed_at: Mapped[datetime]

    assessed_by: Mapped[Account] = relationship()


class PracticeRemark(Base):
    """An objection of a cited delegation, or a remark of a member, and what an editor answers."""

    __tablename__ = "practice_remarks"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", PracticeRemarkKind), name="practice_remark_has_a_known_kind"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_remark_has_an_editor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("practice_editions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PracticeRemarkKind]
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str]
    given_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime | None]

    edition: Mapped[PracticeEdition] = relationship(back_populates="remarks")
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
