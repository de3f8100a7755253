"""An event of the Group or around it: when and where, its papers, what came of it, and who takes part."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Table, Time
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.models.item import Item
from case_studies.models.taxonomy import Initiative, Theme
from case_studies.vocabulary import Attendance, Attribution, Audience, EventKind, EventState, Language

event_themes = Table(
    "event_themes",
    Base.metadata,
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("themes.id"), primary_key=True, index=True),
)
event_initiatives = Table(
    "event_initiatives",
    Base.metadata,
    Column("event_id", ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("initiative_id", ForeignKey("initiatives.id"), primary_key=True, index=True),
)


class Event(Item, Base):
    """An event. Its delegation announces it; `organised_by` says in words who holds it.

    An event whose day is open has the first day of its month as `first_day`, for the order of lists. Hours are those
    of `time_zone`, and only an event of one day has them. `sequence`, `calendar_digest` and `stamped_at` belong to the
    calendar feeds: they change with what the feeds show, and with nothing else.
    """

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", EventState), name="event_has_a_known_state"),
        CheckConstraint("register = 'on_record'", name="event_is_on_record"),
        CheckConstraint(is_one_of_sql("audience", Audience), name="event_audience_is_known"),
        CheckConstraint(is_one_of_sql("attribution", Attribution), name="event_attribution_is_known"),
        CheckConstraint(is_one_of_sql("language", Language), name="event_has_a_known_language"),
        CheckConstraint(is_one_of_sql("event_kind", EventKind), name="event_has_a_known_kind"),
        CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR (first_day IS NOT NULL AND announced_at IS NOT NULL)",
            name="announced_event_has_a_date",
        ),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="event_ends_after_it_begins"),
        CheckConstraint(
            "NOT day_open OR (last_day IS NULL AND from_hour IS NULL)", name="event_without_a_day_has_no_end"
        ),
        CheckConstraint(
            "(from_hour IS NULL) = (time_zone IS NULL) AND (to_hour IS NULL OR from_hour IS NOT NULL) AND "
            "(from_hour IS NULL OR last_day IS NULL OR last_day = first_day)",
            name="hours_are_of_one_day_and_have_a_zone",
        ),
        Index("ix_events_listed", "state", "first_day", "id"),
    )

    state: Mapped[EventState]
    language: Mapped[Language]
    title: Mapped[str]
    event_kind: Mapped[EventKind] = mapped_column(default=EventKind.GROUP_MEETING)
    first_day: Mapped[date | None] = mapped_column(Date, index=True)
    last_day: Mapped[date | None] = mapped_column(Date)  # none: one day, or the end is not known
    day_open: Mapped[bool] = mapped_column(default=False)  # only the month is known
    from_hour: Mapped[time | None] = mapped_column(Time)
    to_hour: Mapped[time | None] = mapped_column(Time)
    time_zone: Mapped[str | None]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)  # when it is over everywhere
    place: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")  # of an online meeting, for members
    organised_by: Mapped[str] = mapped_column(default="")
    concept_note: Mapped[str] = mapped_column(default="")
    agenda: Mapped[str] = mapped_column(default="")
    asked_of_members: Mapped[str] = mapped_column(default="")
    came_of_it: Mapped[str] = mapped_column(default="")
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    about: Mapped[list[str]] = mapped_column(JSON, default=list)  # references of cases, practices, issues
    needs_clearance: Mapped[bool]  # a focal point wrote it last
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    announced_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")  # why it was moved last or cancelled
    ask_on: Mapped[date | None] = mapped_column(Date, index=True)  # when its organiser is asked what came of it
    sequence: Mapped[int] = mapped_column(default=0)
    calendar_digest: Mapped[str] = mapped_column(default="")
    stamped_at: Mapped[datetime | None]

    themes: Mapped[list[Theme]] = relationship(secondary=event_themes, order_by=Theme.id)
    initiatives: Mapped[list[Initiative]] = relationship(secondary=event_initiatives, order_by=Initiative.id)
    attendances: Mapped[list["EventAttendance"]] = relationship(
        order_by="EventAttendance.answered_at", cascade="all, delete-orphan"
    )


class EventAttendance(Base):
    """Whether an office takes part. Its organiser and the office itself read it, and nobody else."""

    __tablename__ = "event_attendances"
    __table_args__ = (CheckConstraint(is_one_of_sql("answer", Attendance), name="attendance_is_known"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    answer: Mapped[Attendance]
    answered_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class CalendarAddress(Base):
    """The secret address of the members' calendar of an account. Only its SHA-256 is stored."""

    __tablename__ = "calendar_addresses"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
