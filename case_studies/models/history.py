"""The append-only log of every transition, assignment, answer, decision, override, role and audience change.

Each entry contains the hash of the entry before it, so that every edit, deletion, insertion and reordering can be
detected. Triggers in the database (see the migrations) refuse to change or delete entries.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.hash_chain import ABOUT, SUBJECT, format_moment
from case_studies.models.account import Account
from case_studies.vocabulary import HistoryAction


class HistoryEntry(Base):
    """One thing that happened: who, when, what, from, to, why, on which revision of which case.

    `subject` is the account that the entry is about, if there is one: the reviewer who was assigned, the account whose
    roles changed. `about_delegation` is the delegation that joined, changed or left. Case, account and subject are
    written out as well as referred to, so that an export can be read and checked without the database. An entry without
    an account records something done on the server.

    Entries from before `subject_email` existed name the subject at the beginning of the note. The hash covers that
    note, so it stays as it is; such an entry only refers to the account (`subject_id`).
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_steps", "case_id", "action", "number", "revision_number", "to_state", "at"),
        Index("ix_history_reference", "reference"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    reference: Mapped[str | None]
    revision_number: Mapped[int | None]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    account_email: Mapped[str | None]
    delegation_code: Mapped[str | None]
    action: Mapped[HistoryAction]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    subject_email: Mapped[str | None]
    about_delegation: Mapped[str | None] = mapped_column(ForeignKey("delegations.code"), index=True)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    account: Mapped[Account | None] = relationship(lazy="joined", foreign_keys=account_id)

    @property
    def full_note(self) -> str:
        """The note as readers see it: after the address of the account that the entry is about."""
        return ": ".join(part for part in (self.subject_email, self.note) if part)


def chain_fields(entry: Any) -> dict[str, Any]:
    """Return what an entry, or a row of its table, states, with the names of the chain. The hash covers all of it."""
    stated = {
        "number": entry.number,
        "at": format_moment(entry.at),
        "account": entry.account_email,
        "delegation": entry.delegation_code,
        "action": str(entry.action),
        "case": entry.reference,
        "revision": entry.revision_number,
        "from": entry.from_state,
        "to": entry.to_state,
        "note": entry.note,
        "previous": entry.previous_hash,
    }
    later = {SUBJECT: entry.subject_email, ABOUT: entry.about_delegation}
    return {**stated, **{name: value for name, value in later.items() if value is not None}}


class HistoryHead(Base):
    """The end of the chain. Appending locks this row, so that the chain never forks."""

    __tablename__ = "history_head"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one_head"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]
