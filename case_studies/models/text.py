"""A joint text: its versions, what delegations say about its paragraphs, who broke silence, and who aligned."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.delegation import Delegation
from case_studies.models.event import Event
from case_studies.models.item import Item
from case_studies.text_vocabulary import Alignment, CommentKind, TextKind, TextState
from case_studies.vocabulary import Language


class JointText(Item, Base):
    """A text that delegations agree. Only the text that was delivered is public.

    `silence_until` is a moment; `silence_zone` is the time zone in which its hour was set. `shown_from` is the number
    of the version that was circulated first: earlier ones are for editors.
    """

    __tablename__ = "joint_texts"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", TextState), name="joint_text_has_a_known_state"),
        CheckConstraint(is_one_of_sql("text_kind", TextKind), name="joint_text_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("language", Language), name="joint_text_has_a_known_language"),
        CheckConstraint("register = 'on_record' AND attribution = 'named_to_members'", name="joint_text_is_on_record"),
        CheckConstraint(
            "audience = CASE WHEN state = 'delivered' THEN 'public' ELSE 'members' END",
            name="only_a_delivered_text_is_public",
        ),
        CheckConstraint(
            "state IN ('draft', 'dropped') OR "
            "(circulated_at IS NOT NULL AND comments_until IS NOT NULL AND shown_from IS NOT NULL)",
            name="circulated_text_has_a_deadline",
        ),
        CheckConstraint(
            "state NOT IN ('under_silence', 'agreed', 'delivered') OR "
            "(silence_until IS NOT NULL AND silence_zone IS NOT NULL)",
            name="silence_has_an_hour_and_a_zone",
        ),
        CheckConstraint(
            "state <> 'delivered' OR (event_id IS NOT NULL AND delivered_at IS NOT NULL AND speaker <> '' "
            "AND (symbol <> '' OR link <> ''))",
            name="delivered_text_has_event_speaker_and_source",
        ),
        Index("ix_joint_texts_listed", "state", "moved_at", "id"),
    )

    state: Mapped[TextState]
    text_kind: Mapped[TextKind]
    language: Mapped[Language]
    title: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # in which comments are taken
    comments_until: Mapped[date | None] = mapped_column(Date)
    circulated_at: Mapped[datetime | None]
    shown_from: Mapped[int | None]
    silence_until: Mapped[datetime | None] = mapped_column(index=True)
    silence_zone: Mapped[str | None]
    speaker: Mapped[str] = mapped_column(default="")
    symbol: Mapped[str] = mapped_column(default="")  # of a document, as it was given
    link: Mapped[str] = mapped_column(default="")
    delivered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # why it was dropped

    event: Mapped[Event | None] = relationship(lazy="joined")
    versions: Mapped[list["TextVersion"]] = relationship(order_by="TextVersion.number", cascade="all, delete-orphan")
    comments: Mapped[list["TextComment"]] = relationship(order_by="TextComment.id", cascade="all, delete-orphan")
    breaks: Mapped[list["SilenceBreak"]] = relationship(order_by="SilenceBreak.id", cascade="all, delete-orphan")
    alignments: Mapped[list["TextAlignment"]] = relationship(cascade="all, delete-orphan")

    @property
    def current(self) -> "TextVersion":
        """The newest version."""
        return self.versions[-1]

    @property
    def broken(self) -> "SilenceBreak | None":
        """The last break of silence that was cleared."""
        return next((one for one in reversed(self.breaks) if one.cleared_at is not None), None)


class TextVersion(Base):
    """One version: its paragraphs in their order, each with an id that it keeps in later versions."""

    __tablename__ = "text_versions"
    __table_args__ = (UniqueConstraint("text_id", "number", name="version_of_a_text_is_numbered_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("joint_texts.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    paragraphs: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # {"id": 3, "text": "…"}
    note: Mapped[str] = mapped_column(default="")  # what its editor says about it
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    saved_at: Mapped[datetime]


class TextComment(Base):
    """What a delegation says about a paragraph of a version."""

    __tablename__ = "text_comments"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", CommentKind), name="comment_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("language", Language), name="comment_has_a_known_language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("joint_texts.id", ondelete="CASCADE"), index=True)
    version_number: Mapped[int]
    paragraph: Mapped[int]
    kind: Mapped[CommentKind]
    language: Mapped[Language]
    text: Mapped[str]
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    taken_up_in: Mapped[int | None]  # the number of a later version

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)


class SilenceBreak(Base):
    """An objection to a version under silence. It counts once a clearance officer of its delegation cleared it."""

    __tablename__ = "silence_breaks"
    __table_args__ = (
        CheckConstraint("(cleared_by_id IS NULL) = (cleared_at IS NULL)", name="cleared_break_has_an_officer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("joint_texts.id", ondelete="CASCADE"), index=True)
    version_number: Mapped[int]
    paragraph: Mapped[int]
    reason: Mapped[str]
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    cleared_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)


class TextAlignment(Base):
    """What a delegation answered to the agreed text. A delegation without a row gave no answer."""

    __tablename__ = "text_alignments"
    __table_args__ = (CheckConstraint(is_one_of_sql("answer", Alignment), name="alignment_is_known"),)

    text_id: Mapped[int] = mapped_column(ForeignKey("joint_texts.id", ondelete="CASCADE"), primary_key=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), primary_key=True, index=True)
    answer: Mapped[Alignment]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)
