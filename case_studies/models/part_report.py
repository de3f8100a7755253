"""Reports of readers: that a part of a published case should not be there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.models.case import Case
from case_studies.vocabulary import ReportKind, ReportState


class PartReport(Base):
    """A report. Only editors read who sent it and `text`; the delegation reads the kind and the words of the editor."""

    __tablename__ = "part_reports"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", ReportKind), name="report_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("state", ReportState), name="report_has_a_known_state"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="report_is_decided_once_it_waits_no_longer"),
        Index("ix_part_reports_open", "state", "case_id", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    part: Mapped[str]
    kind: Mapped[ReportKind]
    text: Mapped[str]
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)  # None for the public
    reported_at: Mapped[datetime]
    state: Mapped[ReportState]
    decided_at: Mapped[datetime | None]  # by an editor
    editor_note: Mapped[str]

    case: Mapped[Case] = relationship()
    reporter: Mapped[Account | None] = relationship(lazy="joined")
