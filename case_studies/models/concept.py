"""The field's words: what is one thing under several names, in six languages. Administrators edit them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class Concept(Base):
    """A thing with all its names: preferred term, synonyms, acronyms and equivalents in other languages.

    `edition` grows with every change of any concept, so that the newest number tells whether words are up to date; it
    is the optimistic lock of a concept too. One that was never changed by hand follows the data files.
    """

    __tablename__ = "concepts"
    __table_args__ = (
        CheckConstraint("(facet IS NULL) = (value IS NULL)", name="concept_names_facet_and_value"),
        CheckConstraint("(changed_by_id IS NULL) = (changed_at IS NULL)", name="concept_was_changed_by_somebody"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    facet: Mapped[str | None]  # with `value`: the classification of cases that are about it
    value: Mapped[str | None]
    names: Mapped[list[list[str]]] = mapped_column(JSON)  # pairs of language and name; "" where it is used in all
    note: Mapped[str]  # what it is, and what it is not to be merged with
    retired: Mapped[bool] = mapped_column(default=False)  # no longer used; the data files do not bring it back
    edition: Mapped[int] = mapped_column(index=True)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime | None]
