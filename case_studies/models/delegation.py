"""Delegations: the States and organizations of the Group, and what they contribute to UN peacekeeping."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Dialect, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import TAKES_PART, Certainty, Contribution, DelegationKind, Language, Standing


@dataclass(frozen=True, slots=True)
class DelegationContribution:
    """What a delegation contributes: since which year, who says so, and how certain it is. There are no amounts."""

    kind: Contribution
    since: int | None = None
    source: str = ""
    certainty: Certainty = Certainty.UNCHECKED


class StoredContributions(TypeDecorator[list[DelegationContribution]]):
    """A list of contributions, stored as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: list[DelegationContribution] | None, dialect: Dialect) -> Any:
        """Return what is stored."""
        return [asdict(one) for one in value or ()]

    def process_result_value(self, value: Any, dialect: Dialect) -> list[DelegationContribution]:
        """Return the contributions of a stored list."""
        return [
            DelegationContribution(Contribution(one["kind"]), one["since"], one["source"], Certainty(one["certainty"]))
            for one in value or ()  # a query without a matching delegation has no list
        ]


class Delegation(Base):
    """A State (`code` is ISO 3166-1 alpha-3) or an organization (its acronym)."""

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", DelegationKind), name="delegation_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("standing", Standing), name="delegation_has_a_known_standing"),
        CheckConstraint("(standing = 'former') = (left_on IS NOT NULL)", name="former_delegation_left_on_a_day"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[DelegationKind]
    standing: Mapped[Standing]
    contributions: Mapped[list[DelegationContribution]] = mapped_column(StoredContributions)
    clears_itself: Mapped[bool] = mapped_column(default=False)  # one person may write and clear the same text
    is_public: Mapped[bool] = mapped_column(default=False)  # whether everybody may know that it takes part
    joined_on: Mapped[date | None] = mapped_column(Date)
    left_on: Mapped[date | None] = mapped_column(Date)
    mailbox: Mapped[str] = mapped_column(default="")  # of its office for the Group
    languages: Mapped[list[Language]] = mapped_column(default=list)
    chair_since: Mapped[date | None] = mapped_column(Date)
    chair_until: Mapped[date | None] = mapped_column(Date)

    @property
    def contribution_kinds(self) -> list[Contribution]:
        """What it contributes, without since when and who says so."""
        return [one.kind for one in self.contributions]

    @property
    def takes_part(self) -> bool:
        """Whether it has joined and not left."""
        return self.standing in TAKES_PART

    @property
    def public_standing(self) -> Standing | None:
        """Its standing if everybody may know it."""
        return self.standing if self.is_public and self.takes_part else None


class ChairHandover(Base):
    """A proposal that one delegation hands the chair to another. Editors of two co-chairs agree on it."""

    __tablename__ = "chair_handovers"
    __table_args__ = (
        CheckConstraint("outgoing_code <> incoming_code", name="chair_goes_to_another_delegation"),
        CheckConstraint("proposed_by_id <> confirmed_by_id", name="chair_needs_two_editors"),
        CheckConstraint("(confirmed_by_id IS NULL) = (confirmed_at IS NULL)", name="confirmed_chair_has_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    incoming_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))
    on_day: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    confirmed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
