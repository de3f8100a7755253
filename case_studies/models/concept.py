"""The thesaurus: concepts with their names in six languages. Administrators edit them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class Concept(Base):
    """A concept with all its names: preferred term, synonyms, acronyms and translations.

    `edition` increases with every change of any concept. The highest number shows whether a loaded thesaurus is up to
    date; a concept's own number is its optimistic lock. A concept that no administrator changed follows the data files.
    """

    __tablename__ = "concepts"
    __table_args__ = (
        CheckConstraint("(facet IS NULL) = (value IS NULL)", name="concept_names_facet_and_value"),
        CheckConstraint("(changed_by_id IS NULL) = (changed_at IS NULL)", name="concept_was_changed_by_somebody"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    facet: Mapped[str | None]  # with `value`: the classification of cases that are about it
    value: Mapped[str | None]
    names: Mapped[list[list[str]]] = mapped_column(JSON)  # language and name; "" if used in all languages
    note: Mapped[str]  # what it is, and what it must not be merged with
    retired: Mapped[bool] = mapped_column(default=False)  # no longer used; loading the data files does not restore it
    edition: Mapped[int] = mapped_column(index=True)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime | None]
