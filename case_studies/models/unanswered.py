"""Words that members searched for and did not find: digests alone, until enough of them have noted the same."""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class UnansweredNote(Base):
    """That an office noted words, as digests with the platform's key: nobody can read them, or link them to others."""

    __tablename__ = "unanswered_notes"

    by_office: Mapped[str] = mapped_column(primary_key=True)  # of the words and the account
    by_delegation: Mapped[str]  # of the words and the delegation
    digest: Mapped[str] = mapped_column(index=True)  # of the words
    noted_on: Mapped[date] = mapped_column(Date, index=True)


class UnansweredWords(Base):
    """Words that enough offices of enough delegations noted: they can be read."""

    __tablename__ = "unanswered_words"

    digest: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]
