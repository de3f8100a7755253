"""An informal discussion among members: its posts, the objections to its summary, and who follows it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.delegation import Delegation
from case_studies.models.item import Item
from case_studies.vocabulary import Attribution, Language, SpeaksAs, ThreadState


class Thread(Item, Base):
    """A discussion. It has an end, after which only its summary stays.

    `author_id` is the account that convened it. It is deleted with the posts, and so is `owner_code` if the convener
    spoke as a member.
    """

    __tablename__ = "threads"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", ThreadState), name="thread_has_a_known_state"),
        CheckConstraint("register = 'informal' AND audience = 'members'", name="thread_is_informal_and_for_members"),
        CheckConstraint(
            f"attribution = '{Attribution.NAMED_TO_MEMBERS}' OR attribution = '{Attribution.UNNAMED}'",
            name="thread_attribution_is_known",
        ),
        CheckConstraint(is_one_of_sql("language", Language), name="thread_has_a_known_language"),
        CheckConstraint(
            f"state = '{ThreadState.OPEN}' OR summarized_at IS NOT NULL", name="closed_thread_has_a_summary"
        ),
        CheckConstraint(
            f"state NOT IN ('{ThreadState.CLOSED}', '{ThreadState.EXPIRED}') OR closed_at IS NOT NULL",
            name="closed_thread_has_a_date",
        ),
        CheckConstraint(f"state = '{ThreadState.EXPIRED}' OR author_id IS NOT NULL", name="thread_has_a_convener"),
        Index("ix_threads_listed", "state", "moved_at", "id"),
    )

    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # type: ignore[assignment]
    owner_code: Mapped[str | None] = mapped_column(ForeignKey("delegations.code"), index=True)  # type: ignore[assignment]
    state: Mapped[ThreadState]
    language: Mapped[Language]
    title: Mapped[str]
    anchor: Mapped[str | None] = mapped_column(index=True)  # the reference of what it is about
    closes_on: Mapped[date] = mapped_column(Date)
    extended: Mapped[bool] = mapped_column(default=False)
    kept_days: Mapped[int]  # as promised before the first post: how long posts are kept after the end
    reminded: Mapped[bool] = mapped_column(default=False)  # that a summary is due
    summary: Mapped[str] = mapped_column(default="")
    summarized_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    summarized_at: Mapped[datetime | None]
    objections_until: Mapped[date | None] = mapped_column(Date)
    disputed: Mapped[bool] = mapped_column(default=False)  # it closed with an objection that nobody answered
    closed_at: Mapped[datetime | None]

    owner: Mapped[Delegation | None] = relationship(lazy="joined")  # type: ignore[assignment]
    posts: Mapped[list["ThreadPost"]] = relationship(order_by="ThreadPost.id", cascade="all, delete-orphan")
    objections: Mapped[list["ThreadObjection"]] = relationship(
        order_by="ThreadObjection.id", cascade="all, delete-orphan"
    )
    follows: Mapped[list["ThreadFollow"]] = relationship(cascade="all, delete-orphan")

    @property
    def open_objections(self) -> list["ThreadObjection"]:
        """The objections that nobody has answered, the oldest first."""
        return [objection for objection in self.objections if objection.answered_at is None]


class ThreadPost(Base):
    """What somebody says. Of a post that was taken back nothing is left but the fact.

    Only a post of a delegation names it. The account is kept so that its author can take a post back.
    """

    __tablename__ = "thread_posts"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("speaks_as", SpeaksAs), name="post_has_a_known_speaker"),
        CheckConstraint("(speaks_as = 'delegation') = (delegation_code IS NOT NULL)", name="post_names_a_delegation"),
        CheckConstraint(
            "CASE WHEN taken_back THEN text = '' AND account_id IS NULL AND delegation_code IS NULL "
            "ELSE account_id IS NOT NULL END",
            name="nothing_is_left_of_a_post_taken_back",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    speaks_as: Mapped[SpeaksAs]
    delegation_code: Mapped[str | None] = mapped_column(ForeignKey("delegations.code"))
    text: Mapped[str]
    posted_at: Mapped[datetime]
    taken_back: Mapped[bool] = mapped_column(default=False)
    hidden_because: Mapped[str | None]  # the reason of the editor who hid it

    delegation: Mapped[Delegation | None] = relationship()


class ThreadObjection(Base):
    """What somebody who spoke has against the summary. Its author reads it. It is deleted with the posts."""

    __tablename__ = "thread_objections"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str]
    made_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")  # why the summary stays; empty if it was changed
    answered_at: Mapped[datetime | None]


class ThreadFollow(Base):
    """Whether an account is notified of new posts. Who speaks follows, unless they stopped."""

    __tablename__ = "thread_follows"

    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    follows: Mapped[bool]
