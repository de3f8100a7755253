"""The controlled vocabularies: themes, operations, initiatives, and the places a case may name."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import PlaceKind


class Theme(Base):
    """A theme. There are two levels; a theme at the top has no parent."""

    __tablename__ = "themes"

    id: Mapped[str] = mapped_column(primary_key=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("themes.id"), index=True)
    label: Mapped[str]
    scope_note: Mapped[str]
    synonyms: Mapped[list[str]] = mapped_column(JSON)
    position: Mapped[int]


class Place(Base):
    """A State by ISO 3166-1 alpha-3, an area by its UN code, a UN M49 region, or "withheld"."""

    __tablename__ = "places"
    __table_args__ = (CheckConstraint(is_one_of_sql("kind", PlaceKind), name="place_has_a_known_kind"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str]


class Operation(Base):
    """A peace operation, by its acronym. `ended` is empty while it continues."""

    __tablename__ = "operations"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    started: Mapped[int]
    ended: Mapped[int | None]
    host_states: Mapped[list[str]] = mapped_column(JSON)


class Initiative(Base):
    """A resolution, policy, programme or project that a case implements."""

    __tablename__ = "initiatives"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    year: Mapped[int | None]
    kind: Mapped[str]
    themes: Mapped[list[str]] = mapped_column(JSON)
