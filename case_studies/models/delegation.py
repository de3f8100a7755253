"""Delegations: the States and organizations that take part."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import Contribution, DelegationKind, Standing


class Delegation(Base):
    """A State (`code` is ISO 3166-1 alpha-3) or an organization (its acronym)."""

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("kind", DelegationKind), name="delegation_has_a_known_kind"),
        CheckConstraint(is_one_of_sql("standing", Standing), name="delegation_has_a_known_standing"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[DelegationKind]
    standing: Mapped[Standing]
    contributions: Mapped[list[Contribution]]
    clears_itself: Mapped[bool] = mapped_column(default=False)  # for a delegation with only one person
