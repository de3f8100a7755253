"""Reviewers asked, and what they answered. All of it belongs to the revision that was judged."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, one_of
from case_studies.models.account import Account
from case_studies.models.revision import Revision
from case_studies.vocabulary import AssignmentState, Rating, Recommendation, Section

# a check holds where it is unknown, so that an empty rating has to be named
RATED = " AND ".join(f"{rating} IS NOT NULL AND {rating} BETWEEN 1 AND 5" for rating in Rating)


class Assignment(Base):
    """A reviewer asked to judge one revision by a date."""

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("revision_id", "reviewer_id", name="one_assignment_per_reviewer_and_revision"),
        CheckConstraint(one_of("state", AssignmentState), name="assignment_has_a_known_state"),
        CheckConstraint("(state = 'invited') = (answered_at IS NULL)", name="answered_has_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str]
    due_on: Mapped[date] = mapped_column(Date)
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer_note: Mapped[str] = mapped_column(default="")

    revision: Mapped[Revision] = relationship(back_populates="assignments")
    reviewer: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    review: Mapped["Review | None"] = relationship(back_populates="assignment", lazy="selectin")


class Review(Base):
    """What a reviewer says of a revision; a draft until `submitted_at` is set."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(
            f"recommendation IS NULL OR {one_of('recommendation', Recommendation)}", name="recommendation_is_known"
        ),
        CheckConstraint(
            f"submitted_at IS NULL OR (recommendation IS NOT NULL AND {RATED})", name="submitted_review_is_complete"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), unique=True)
    relevance: Mapped[int | None]
    clarity: Mapped[int | None]
    evidence: Mapped[int | None]
    transfer: Mapped[int | None]
    recommendation: Mapped[str | None]
    overall: Mapped[str] = mapped_column(default="")
    note_to_editors: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(back_populates="review")
    remarks: Mapped[list["Remark"]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by="Remark.id")

    @property
    def ratings(self) -> dict[str, int | None]:
        """The four ratings by name."""
        return {rating: getattr(self, rating) for rating in Rating}


class Remark(Base):
    """A note tied to one section of the revision."""

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("review_id", "section"),
        CheckConstraint(one_of("section", Section), name="remark_is_tied_to_a_section"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"), index=True)
    section: Mapped[str]
    text: Mapped[str]
