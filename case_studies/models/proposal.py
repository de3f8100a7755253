"""A study that a delegation proposes: a question, the gap of the evidence map that it would close, and who joins."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.delegation import Delegation
from case_studies.models.item import Item
from case_studies.models.study import Study
from case_studies.models.taxonomy import Place, Theme
from case_studies.study_vocabulary import ProposalState
from case_studies.vocabulary import Measure

proposal_themes = Table(
    "proposal_themes",
    Base.metadata,
    Column("proposal_id", ForeignKey("study_proposals.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("themes.id"), primary_key=True, index=True),
)


class StudyProposal(Item, Base):
    """A proposal. Its delegation leads the study. Members alone read it.

    `theme` is the row of the evidence map; its column is either `measure` or `place`.
    """

    __tablename__ = "study_proposals"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", ProposalState), name="proposal_has_a_known_state"),
        CheckConstraint(is_one_of_sql("measure", Measure), name="proposal_has_a_known_measure"),
        CheckConstraint("(measure IS NULL) <> (place_code IS NULL)", name="proposal_has_one_column"),
        CheckConstraint("(state = 'delivered') = (study_id IS NOT NULL)", name="delivered_proposal_has_a_study"),
        CheckConstraint(
            "register = 'on_record' AND audience = 'members' AND attribution = 'named_to_members'",
            name="proposal_is_for_members",
        ),
        Index("ix_study_proposals_listed", "state", "due", "id"),
    )

    state: Mapped[ProposalState]
    question: Mapped[str]
    measure: Mapped[Measure | None]
    place_code: Mapped[str | None] = mapped_column(ForeignKey("places.code"), index=True)
    funds: Mapped[str]  # what it costs, and who pays
    due: Mapped[date] = mapped_column(Date)
    study_id: Mapped[int | None] = mapped_column(ForeignKey("studies.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")  # why it was dropped

    themes: Mapped[list[Theme]] = relationship(secondary=proposal_themes, order_by=Theme.position)
    place: Mapped[Place | None] = relationship()
    study: Mapped[Study | None] = relationship()
    partners: Mapped[list["ProposalPartner"]] = relationship(
        order_by="ProposalPartner.joined_at, ProposalPartner.delegation_code", cascade="all, delete-orphan"
    )

    @property
    def theme(self) -> Theme:
        """The row of the evidence map."""
        return self.themes[0]

    @property
    def joined(self) -> list["ProposalPartner"]:
        """The delegations that joined, in the order in which they did."""
        return [one for one in self.partners if one.joined_at is not None]


class ProposalPartner(Base):
    """A delegation that was asked to join a study, or joined it. Only the delegation that leads reads who was asked."""

    __tablename__ = "proposal_partners"
    __table_args__ = (
        CheckConstraint("asked_at IS NOT NULL OR joined_at IS NOT NULL", name="partner_was_asked_or_joined"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("study_proposals.id", ondelete="CASCADE"), primary_key=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), primary_key=True, index=True)
    asked_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)
