"""The controlled vocabularies: themes, operations, initiatives, and the places a case may name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import PlaceKind


class OperationCategory(StrEnum):
    """Who leads or supports a peace operation."""

    UN_PEACEKEEPING = "UN-PKO"
    UN_POLITICAL = "UN-SPM"
    UN_SUPPORT = "UN-support-office"
    AFRICAN_UNION = "AU"
    AFRICAN_UNION_SUPPORTED = "AU-UN-supported"
    REGIONAL_SUPPORTED = "regional-UN-supported"
    REGIONAL = "regional"
    AUTHORIZED = "other-authorized"


class InitiativeKind(StrEnum):
    """What an initiative is."""

    RESOLUTION = "resolution"
    PRESIDENTIAL_STATEMENT = "presidential_statement"
    CONVENTION = "convention"
    DECLARATION = "declaration"
    POLICY = "policy"
    STRATEGY = "strategy"
    GUIDELINE = "guideline"
    ACTION_PLAN = "action_plan"
    REPORT = "report"
    GROUP = "group"
    PARTNERSHIP = "partnership"
    FUND = "fund"
    PROJECT = "project"
    TRAINING_COURSE = "training_course"
    TRAINING_CENTRE = "training_centre"
    EXERCISE = "exercise"
    DEPLOYMENT = "deployment"
    DONATION = "donation"
    TECHNOLOGY = "technology"
    DATABASE = "database"


class VocabularyEntry(Base):
    """What themes, operations and initiatives have in common. Administrators edit them; none is ever deleted.

    A retired entry is no longer offered; cases that have it keep it. A merged entry is replaced everywhere by
    `merged_into_id`, which is never a merged entry itself. An entry that no administrator changed follows the data
    files. `edition` is its optimistic lock.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True)
    retired: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime | None]

    @declared_attr
    def merged_into_id(cls) -> Mapped[str | None]:  # noqa: N805 - SQLAlchemy passes the class
        """The entry that stays."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), index=True)

    @declared_attr
    def changed_by_id(cls) -> Mapped[int | None]:  # noqa: N805
        """The administrator who changed it last."""
        return mapped_column(ForeignKey("accounts.id"))


def _rules(noun: str) -> tuple[CheckConstraint, CheckConstraint]:
    """Return the rules that every table of entries has."""
    return (
        CheckConstraint("merged_into_id <> id", name=f"{noun}_is_not_merged_into_itself"),
        CheckConstraint("(changed_by_id IS NULL) = (changed_at IS NULL)", name=f"{noun}_was_changed_by_somebody"),
    )


class Theme(VocabularyEntry):
    """A theme. There are two levels; a theme at the top has no parent.

    `placed_by_hand` is true if an administrator chose its place. Then the order no longer follows the data files.
    """

    __tablename__ = "themes"
    __table_args__ = _rules("theme")

    parent_id: Mapped[str | None] = mapped_column(ForeignKey("themes.id"), index=True)
    label: Mapped[str]
    scope_note: Mapped[str]
    synonyms: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]
    placed_by_hand: Mapped[bool] = mapped_column(default=False)


class Place(Base):
    """A State by ISO 3166-1 alpha-3, an area by its UN code, a UN M49 region, or "withheld"."""

    __tablename__ = "places"
    __table_args__ = (CheckConstraint(is_one_of_sql("kind", PlaceKind), name="place_has_a_known_kind"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str]


class Operation(VocabularyEntry):
    """A peace operation, by its acronym. `ended` is empty while it continues."""

    __tablename__ = "operations"
    __table_args__ = _rules("operation")

    name: Mapped[str]
    category: Mapped[str]
    started: Mapped[int]
    ended: Mapped[int | None]
    host_states: Mapped[list[str]] = mapped_column(JSON)


class Initiative(VocabularyEntry):
    """A resolution, policy, programme or project that a case implements."""

    __tablename__ = "initiatives"
    __table_args__ = _rules("initiative")

    name: Mapped[str]
    year: Mapped[int | None]
    kind: Mapped[str]
    themes: Mapped[list[str]] = mapped_column(JSON)
