"""A study that somebody else published: what it asked, how, and its one finding, in our words."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, relationship

from case_studies.db import Base, by_name, is_one_of_sql
from case_studies.models.case import Case
from case_studies.models.item import Item
from case_studies.models.taxonomy import Place, Theme
from case_studies.study_vocabulary import StudyCertainty, StudyKind, StudyState


def _link(name: str, column: str, target: str) -> Table:
    """Make the table that links studies to what they are about."""
    return Table(
        name,
        Base.metadata,
        Column("study_id", ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True),
        Column(column, ForeignKey(target), primary_key=True, index=True),
    )


study_themes = _link("study_themes", "theme_id", "themes.id")
study_host_states = _link("study_host_states", "place_code", "places.code")
study_cases = _link("study_cases", "case_id", "cases.id")


class Study(Item, Base):
    """An entry of the list of studies. Everybody reads it once it is checked: what it describes is public."""

    __tablename__ = "studies"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", StudyState), name="study_has_a_known_state"),
        CheckConstraint(is_one_of_sql("study_kind", StudyKind), name="study_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("certainty", StudyCertainty), name="study_certainty_is_known"),
        CheckConstraint(
            "register = 'on_record' AND audience = 'public' AND attribution = 'named'", name="study_is_public_and_named"
        ),
        Index("ix_studies_listed", "state", "year", "id"),
    )

    state: Mapped[StudyState]
    study_kind: Mapped[StudyKind]
    title: Mapped[str]
    authors: Mapped[str]
    publisher: Mapped[str]
    year: Mapped[int]
    method: Mapped[str]
    finding: Mapped[str]
    address: Mapped[str]
    certainty: Mapped[StudyCertainty]

    themes: Mapped[list[Theme]] = relationship(secondary=study_themes, order_by=Theme.position)
    host_states: Mapped[list[Place]] = relationship(secondary=study_host_states, order_by=by_name(Place.name))
    cases: Mapped[list[Case]] = relationship(secondary=study_cases, order_by=Case.reference)
