"""Conflicts of interest that a person declares, and the exceptions on which two editors agree.

Both have the number of their entry in the history. The numbers say which was first; a moment can come again when the
clock of the server is set back.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base
from case_studies.models.account import Account


class DeclaredConflict(Base):
    """A person's statement that they can't review a case without bias."""

    __tablename__ = "declared_conflicts"
    __table_args__ = (UniqueConstraint("case_id", "account_id", name="one_declaration_per_case_and_account"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    declared_at: Mapped[datetime]
    declared_number: Mapped[int]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class ConflictOverride(Base):
    """An exception: a person takes part in a case despite a conflict. One editor proposes it, another one agrees."""

    __tablename__ = "conflict_overrides"
    __table_args__ = (
        UniqueConstraint("case_id", "account_id", name="one_override_per_case_and_account"),
        CheckConstraint("reason <> ''", name="override_has_a_reason"),
        CheckConstraint("proposed_by_id <> seconded_by_id", name="override_needs_two_editors"),
        CheckConstraint(
            "account_id <> proposed_by_id AND (seconded_by_id IS NULL OR account_id <> seconded_by_id)",
            name="nobody_overrides_for_themselves",
        ),
        CheckConstraint("(seconded_by_id IS NULL) = (seconded_at IS NULL)", name="seconded_has_an_editor_and_a_date"),
        CheckConstraint("(seconded_at IS NULL) = (seconded_number IS NULL)", name="seconded_has_an_entry"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    reason: Mapped[str]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    seconded_at: Mapped[datetime | None]
    seconded_number: Mapped[int | None]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True, foreign_keys=account_id)
