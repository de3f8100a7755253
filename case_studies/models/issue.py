"""A difficult issue of implementation: its question, its answers, the synthesis of them, and what came of it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.case import Case
from case_studies.models.delegation import Delegation
from case_studies.models.item import Item
from case_studies.models.taxonomy import Operation, Theme
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    IssueState,
    Language,
    Obstacle,
    OutcomeAdvice,
    OutcomeResult,
    PartAudience,
    Register,
    Section,
)

issue_themes = Table(
    "issue_themes",
    Base.metadata,
    Column("issue_id", ForeignKey("issues.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("themes.id"), primary_key=True, index=True),
)


class Issue(Item, Base):
    """A difficult issue. It is unnamed and for members only, unless its delegation chooses otherwise."""

    __tablename__ = "issues"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", IssueState), name="issue_has_a_known_state"),
        CheckConstraint(is_one_of_sql("register", Register), name="issue_has_a_known_register"),
        CheckConstraint(is_one_of_sql("attribution", Attribution), name="issue_attribution_is_known"),
        CheckConstraint(
            f"{is_one_of_sql('audience', Audience)} AND (register = 'on_record' OR audience = 'members')",
            name="informal_issue_is_for_members",
        ),
        CheckConstraint(is_one_of_sql("language", Language), name="issue_has_a_known_language"),
        CheckConstraint(f"obstacle IS NULL OR {is_one_of_sql('obstacle', Obstacle)}", name="obstacle_is_known"),
        CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR posted_at IS NOT NULL", name="posted_issue_has_a_date"
        ),
        Index("ix_issues_listed", "state", "posted_at", "id"),
    )

    state: Mapped[IssueState]
    language: Mapped[Language]
    question: Mapped[str]
    setting: Mapped[str] = mapped_column(default="")
    already_tried: Mapped[str] = mapped_column(default="")
    who_could_change_it: Mapped[str] = mapped_column(default="")
    obstacle: Mapped[Obstacle | None]
    operation_id: Mapped[str | None] = mapped_column(ForeignKey("operations.id"), index=True)
    answer_by: Mapped[date | None] = mapped_column(Date)
    justifications: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    names_agreed: Mapped[bool] = mapped_column(default=False)  # the States and others that the texts name
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)  # that was made of it
    posted_at: Mapped[datetime | None]
    synthesis_due_on: Mapped[date | None] = mapped_column(Date)
    remind_editors_on: Mapped[date | None] = mapped_column(Date, index=True)
    answer_by_notice_on: Mapped[date | None] = mapped_column(Date, index=True)
    ask_again_on: Mapped[date | None] = mapped_column(Date, index=True)
    times_asked: Mapped[int] = mapped_column(default=0)
    asked_on: Mapped[date | None] = mapped_column(Date, index=True)  # the last time, while it waits for the answer
    unanswered_asks: Mapped[int] = mapped_column(default=0)
    stale: Mapped[bool] = mapped_column(default=False)  # its delegation was asked twice and did not answer

    themes: Mapped[list[Theme]] = relationship(secondary=issue_themes, order_by=Theme.id)
    operation: Mapped[Operation | None] = relationship()
    case: Mapped[Case | None] = relationship()
    answers: Mapped[list["IssueAnswer"]] = relationship(
        back_populates="issue", order_by="IssueAnswer.id", cascade="all, delete-orphan"
    )
    synthesis: Mapped["IssueSynthesis | None"] = relationship(cascade="all, delete-orphan")
    outcomes: Mapped[list["IssueOutcome"]] = relationship(order_by="IssueOutcome.id", cascade="all, delete-orphan")
    invitations: Mapped[list["IssueInvitation"]] = relationship(
        order_by="IssueInvitation.id", cascade="all, delete-orphan"
    )


class IssueAnswer(Base):
    """What a delegation answers. A case that it names is pinned: a revision, and a section of it."""

    __tablename__ = "issue_answers"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", AnswerKind), name="answer_has_a_known_kind"),
        CheckConstraint(f"section IS NULL OR {is_one_of_sql('section', Section)}", name="answer_section_is_known"),
        CheckConstraint("(kind = 'case') = (case_id IS NOT NULL)", name="answer_with_a_case_names_it"),
        CheckConstraint("(case_id IS NULL) = (revision_number IS NULL)", name="answer_pins_a_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id", ondelete="CASCADE"), index=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[AnswerKind]
    text: Mapped[str]
    named: Mapped[bool]  # to the members; the delegation that asked always learns who answered
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    revision_number: Mapped[int | None]
    section: Mapped[Section | None]
    readers: Mapped[PartAudience | None]  # who could read the section, or the case, when the answer was given
    case_moved_at: Mapped[datetime | None]  # when who answered was notified that the case isn't the same any more
    taken_up: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    issue: Mapped[Issue] = relationship(back_populates="answers")
    delegation: Mapped[Delegation] = relationship()
    case: Mapped[Case | None] = relationship()


class IssueSynthesis(Base):
    """What an editor makes of the answers: what members do, where they differ, and what nobody knows."""

    __tablename__ = "issue_syntheses"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id", ondelete="CASCADE"), primary_key=True)
    members_do: Mapped[str]
    they_differ: Mapped[str]
    nobody_knows: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]


class IssueOutcome(Base):
    """What came of an answer, by a delegation that tried it."""

    __tablename__ = "issue_outcomes"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("result", OutcomeResult), name="outcome_has_a_known_result"),
        CheckConstraint(f"advice IS NULL OR {is_one_of_sql('advice', OutcomeAdvice)}", name="outcome_advice_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id", ondelete="CASCADE"), index=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    named: Mapped[bool] = mapped_column(default=False)  # to the members, if it is another one than the one that asks
    tried: Mapped[str]
    since: Mapped[int | None]  # a year
    result: Mapped[OutcomeResult]
    advice: Mapped[OutcomeAdvice | None]
    made_possible_by: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship()


class IssueInvitation(Base):
    """A delegation that an editor asked to answer."""

    __tablename__ = "issue_invitations"
    __table_args__ = (UniqueConstraint("issue_id", "delegation_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id", ondelete="CASCADE"), index=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    invited_at: Mapped[datetime]
