"""The append-only log of every transition, assignment, answer, decision, override, role and audience change.

Each entry carries the hash of the one before it, so that an edit, a deletion, an insertion or a reordering shows. The
database refuses to change or delete entries (triggers, in the migrations).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.hash_chain import format_moment
from case_studies.models.account import Account


class HistoryEntry(Base):
    """One thing that happened: who, when, what, from, to, why, on which revision of which case.

    What an entry says of case and account is written out as well as referred to, so that an export can be read and
    checked without the database. Without an account it was done on the server.
    """

    __tablename__ = "history"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    reference: Mapped[str | None]
    revision_number: Mapped[int | None]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    account_email: Mapped[str | None]
    delegation_code: Mapped[str | None]
    action: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    account: Mapped[Account | None] = relationship(lazy="joined")

    def chain_fields(self) -> dict[str, Any]:
        """Return what the entry says, with the names of the chain; its hash covers all of it."""
        return {
            "number": self.number,
            "at": format_moment(self.at),
            "account": self.account_email,
            "delegation": self.delegation_code,
            "action": str(self.action),
            "case": self.reference,
            "revision": self.revision_number,
            "from": self.from_state,
            "to": self.to_state,
            "note": self.note,
            "previous": self.previous_hash,
        }


class HistoryHead(Base):
    """The last link of the chain; whoever appends holds this row, so that the chain never forks."""

    __tablename__ = "history_head"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one_head"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]
