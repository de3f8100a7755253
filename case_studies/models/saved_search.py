"""Saved searches, which send alerts about new cases."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import AlertFrequency


class SavedSearch(Base):
    """A saved search of one person.

    `alerted_until` is the number of the last entry of the history that its alerts cover. Numbers only grow, but a
    moment can come again when the clock of the server is set back. `seen_until` is the last entry that the owner has
    seen.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (
        UniqueConstraint("account_id", "address", name="one_saved_search_per_person_and_address"),
        CheckConstraint(is_one_of_sql("rhythm", AlertFrequency), name="rhythm_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str]
    address: Mapped[str]  # the search page's query string
    rhythm: Mapped[AlertFrequency]
    saved_at: Mapped[datetime]
    alerted_until: Mapped[int]
    seen_until: Mapped[int]
