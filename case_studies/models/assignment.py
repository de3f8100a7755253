"""Assignments of reviewers, reviews, remarks and responses. They belong to the revision that was reviewed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.models.revision import Revision
from case_studies.vocabulary import AssignmentState, Rating, Recommendation, Section, Verdict, Weight

# a CHECK passes for NULL, so an empty rating needs its own condition
RATED = " AND ".join(f"{rating} IS NOT NULL AND {rating} BETWEEN 1 AND 5" for rating in Rating)


class Assignment(Base):
    """A reviewer who was invited to review one revision by a date.

    The delegation and the other reviewers know the reviewer by `number` ("Reviewer 2"), which stays the same in every
    round of a case. While `paused_on` is set, the deadline is paused, because the text is not under review.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("revision_id", "reviewer_id", name="one_assignment_per_reviewer_and_revision"),
        CheckConstraint(is_one_of_sql("state", AssignmentState), name="assignment_has_a_known_state"),
        UniqueConstraint("revision_id", "number", name="one_number_per_reviewer_and_revision"),
        CheckConstraint(
            "state NOT IN ('accepted', 'declined', 'submitted') OR answered_at IS NOT NULL", name="answered_has_a_date"
        ),
        CheckConstraint("state <> 'invited' OR answered_at IS NULL", name="invited_has_not_answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[AssignmentState]
    number: Mapped[int]
    answer_by: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    paused_on: Mapped[date | None] = mapped_column(Date)
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer_note: Mapped[str] = mapped_column(default="")

    revision: Mapped[Revision] = relationship(back_populates="assignments")
    reviewer: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    review: Mapped["Review | None"] = relationship(back_populates="assignment", lazy="selectin")


class Review(Base):
    """A review of a revision. It is a draft until `submitted_at` is set.

    `changes` are changes to a submitted review. They count when the review is submitted again.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(
            f"recommendation IS NULL OR {is_one_of_sql('recommendation', Recommendation)}",
            name="recommendation_is_known",
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
    recommendation: Mapped[Recommendation | None]
    overall: Mapped[str] = mapped_column(default="")
    note_to_editors: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    saved_at: Mapped[datetime]
    saved_on: Mapped[str] = mapped_column(default="")  # the page, as opened in a browser, that saved it last
    submitted_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(back_populates="review")
    remarks: Mapped[list["Remark"]] = relationship(
        back_populates="review", cascade="all, delete-orphan", lazy="selectin", order_by="Remark.position"
    )

    @property
    def ratings(self) -> dict[str, int | None]:
        """The four ratings by name."""
        return {rating: getattr(self, rating) for rating in Rating}


class Remark(Base):
    """A remark on a section of the revision. The reviewer can quote the passage that it is about."""

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("review_id", "position"),
        CheckConstraint(is_one_of_sql("section", Section), name="remark_is_tied_to_a_section"),
        CheckConstraint(is_one_of_sql("weight", Weight), name="remark_is_a_must_or_a_suggestion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    section: Mapped[Section]
    weight: Mapped[Weight]
    quote: Mapped[str] = mapped_column(default="")
    text: Mapped[str]

    review: Mapped[Review] = relationship(back_populates="remarks")
    answers: Mapped[list["Response"]] = relationship(back_populates="remark", lazy="selectin", order_by="Response.id")


class Response(Base):
    """The delegation's response to a remark in one revision, and the reviewer's verdict on it."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("remark_id", "revision_id", name="one_answer_per_remark_and_revision"),
        CheckConstraint("text <> ''", name="answer_says_why"),
        CheckConstraint(f"verdict IS NULL OR {is_one_of_sql('verdict', Verdict)}", name="verdict_is_known"),
        CheckConstraint("(verdict IS NULL) = (verdict_at IS NULL)", name="verdict_has_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("remarks.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)
    done: Mapped[bool]
    text: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime]
    verdict: Mapped[Verdict | None]
    verdict_text: Mapped[str] = mapped_column(default="")
    verdict_at: Mapped[datetime | None]

    remark: Mapped[Remark] = relationship(back_populates="answers")
