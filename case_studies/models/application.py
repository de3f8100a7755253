"""Applications to join the Group, and what the co-chairs say about them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import ApplicationState, Contribution, Standing

IS_SUPPORT = text("question IS NULL")


class Application(Base):
    """An application of a State or organization. It counts when its mailbox is proved."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", ApplicationState), name="application_has_a_known_state"),
        CheckConstraint(
            "standing NOT IN ('co_chair', 'applicant', 'former')", name="application_is_for_member_or_observer"
        ),
        CheckConstraint("(state = 'unproved') = (proved_at IS NULL)", name="proved_application_has_a_date"),
        CheckConstraint(
            "(state IN ('accepted', 'deferred')) = (decided_at IS NOT NULL)", name="decided_application_has_a_date"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_code: Mapped[str]  # no delegation has it while the mailbox is not proved
    standing: Mapped[Standing]
    mailbox: Mapped[str] = mapped_column(index=True)
    office: Mapped[str]
    letter_reference: Mapped[str]
    letter_date: Mapped[date] = mapped_column(Date)
    contributions: Mapped[list[Contribution]]
    is_public: Mapped[bool] = mapped_column(default=False)  # whether everybody may know of the membership
    state: Mapped[ApplicationState] = mapped_column(index=True)
    sent_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]  # the co-chairs' time to object runs from here
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # of a deferral; for the co-chairs alone

    opinions: Mapped[list["ApplicationOpinion"]] = relationship(order_by="ApplicationOpinion.id", lazy="selectin")

    @property
    def supporters(self) -> set[str]:
        """The co-chairs that support it."""
        return {opinion.co_chair_code for opinion in self.opinions if opinion.question is None}

    @property
    def open_questions(self) -> list["ApplicationOpinion"]:
        """The questions that wait for an answer, unless their co-chair supports the application since."""
        asked = [one for one in self.opinions if one.question is not None and one.answered_at is None]
        return [one for one in asked if one.co_chair_code not in self.supporters]


class ApplicationOpinion(Base):
    """What an editor of a co-chair said: a question to the applicant, with its answer, or support if there is none."""

    __tablename__ = "application_opinions"
    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_question_has_a_date"),
        CheckConstraint("question IS NOT NULL OR answer IS NULL", name="only_a_question_has_an_answer"),
        Index(
            "one_support_per_co_chair",
            "application_id",
            "co_chair_code",
            unique=True,
            sqlite_where=IS_SUPPORT,
            postgresql_where=IS_SUPPORT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    co_chair_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    question: Mapped[str | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
