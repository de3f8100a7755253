"""What a practice rests on: rows of evidence, each pinned to a revision and a section, and what moved since."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.case import Case
from case_studies.vocabulary import Evidence, EvidenceChange, EvidenceRelation, PartAudience, Section

if TYPE_CHECKING:
    from case_studies.models.practice import PracticeEdition


class PracticeEvidence(Base):
    """What a section of a revision of a case shows about a practice."""

    __tablename__ = "practice_evidence"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("section", Section), name="evidence_section_is_known"),
        CheckConstraint(is_one_of_sql("relation", EvidenceRelation), name="evidence_relation_is_known"),
        CheckConstraint(is_one_of_sql("evidence_kind", Evidence), name="evidence_kind_is_known"),
        CheckConstraint(is_one_of_sql("readers", PartAudience), name="evidence_readers_are_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("practice_editions.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    revision_number: Mapped[int]
    section: Mapped[Section]
    relation: Mapped[EvidenceRelation]
    shows: Mapped[str]
    sentences: Mapped[list[str]] = mapped_column(JSON, default=list)  # of `do`, that rest on it
    evidence_kind: Mapped[Evidence]  # that of the revision
    readers: Mapped[PartAudience]  # who could read the section when the row was written
    added_at: Mapped[datetime]
    notified_at: Mapped[datetime | None]  # when its delegation was asked about it
    withdrawn_at: Mapped[datetime | None]  # by its delegation

    edition: Mapped["PracticeEdition"] = relationship(back_populates="evidence")
    case: Mapped[Case] = relationship()


class EvidenceFlag(Base):
    """That something moved under an edition. The edition waits for an editor until the next one is adopted."""

    __tablename__ = "evidence_flags"
    __table_args__ = (
        UniqueConstraint("edition_id", "change", "case_id", "section"),
        CheckConstraint(is_one_of_sql("change", EvidenceChange), name="evidence_change_is_known"),
        CheckConstraint(is_one_of_sql("readers", PartAudience), name="flag_readers_are_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("practice_editions.id", ondelete="CASCADE"), index=True)
    change: Mapped[EvidenceChange]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    section: Mapped[str]  # empty for a new case
    readers: Mapped[PartAudience]  # who may learn of it
    flagged_at: Mapped[datetime]

    case: Mapped[Case] = relationship()
