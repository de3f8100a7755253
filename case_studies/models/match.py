"""A match of a request with an offer or a delegation: the talk, the delivery, and what both sides report."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.capacity_states import MatchParty, MatchState, NeedMet
from case_studies.db import Base, is_one_of_sql
from case_studies.models.capacity import Capacity
from case_studies.models.delegation import Delegation
from case_studies.models.item import Item


class Match(Item, Base):
    """A match. Its owner is the delegation that asks. Only the offices of both sides and the editors read it.

    `offering_code` is the delegation that offers, also where it has no posted offer.
    """

    __tablename__ = "matches"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", MatchState), name="match_has_a_known_state"),
        CheckConstraint(
            "register = 'informal' AND audience = 'members' AND attribution = 'unnamed'", name="match_is_private"
        ),
        CheckConstraint("owner_code <> offering_code", name="match_is_of_two_delegations"),
        CheckConstraint(is_one_of_sql("started_by", MatchParty), name="match_was_started_by_a_party"),
        CheckConstraint("state IN ('talking', 'ended') OR chosen_at IS NOT NULL", name="match_was_chosen"),
        CheckConstraint(
            "delivery_reported_by IS NULL OR (delivery_reported_by <> 'editor' AND quantity <> '' "
            "AND delivered_from IS NOT NULL)",
            name="delivery_has_a_quantity_and_a_day",
        ),
        CheckConstraint(
            "delivered_until IS NULL OR delivered_until >= delivered_from", name="delivery_ends_after_it_begins"
        ),
        CheckConstraint(
            "state NOT IN ('delivered', 'closed') OR confirmed_at IS NOT NULL", name="delivery_is_confirmed"
        ),
        CheckConstraint(f"need_met IS NULL OR {is_one_of_sql('need_met', NeedMet)}", name="need_met_is_known"),
        Index("ix_matches_of_pair", "request_id", "offering_code"),
    )

    state: Mapped[MatchState]
    request_id: Mapped[int] = mapped_column(ForeignKey("capacities.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("capacities.id"), index=True)
    offering_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    started_by: Mapped[MatchParty]
    chosen_at: Mapped[datetime | None]
    delivery_reported_by: Mapped[MatchParty | None]
    quantity: Mapped[str] = mapped_column(default="")
    delivered_from: Mapped[date | None] = mapped_column(Date)
    delivered_until: Mapped[date | None] = mapped_column(Date)
    confirmed_at: Mapped[datetime | None]
    ask_on: Mapped[date | None] = mapped_column(Date, index=True)  # whether the need was met
    asked_on: Mapped[date | None] = mapped_column(Date)  # while it waits for the answer
    need_met: Mapped[NeedMet | None]

    request: Mapped[Capacity] = relationship(foreign_keys=request_id)
    offer: Mapped[Capacity | None] = relationship(foreign_keys=offer_id)
    offering: Mapped[Delegation] = relationship(foreign_keys=offering_code)
    posts: Mapped[list["MatchPost"]] = relationship(order_by="MatchPost.id", cascade="all, delete-orphan")
    reports: Mapped[list["MatchReport"]] = relationship(order_by="MatchReport.id", cascade="all, delete-orphan")


class MatchPost(Base):
    """What somebody says in the talk of a match."""

    __tablename__ = "match_posts"
    __table_args__ = (CheckConstraint(is_one_of_sql("party", MatchParty), name="match_post_is_of_a_party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("matches.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    party: Mapped[MatchParty]
    text: Mapped[str]
    posted_at: Mapped[datetime]


class MatchReport(Base):
    """What one side says came of a delivery."""

    __tablename__ = "match_reports"
    __table_args__ = (
        CheckConstraint(
            f"party <> 'editor' AND {is_one_of_sql('party', MatchParty)}", name="match_report_is_of_a_side"
        ),
        CheckConstraint("not_measured OR outcome <> ''", name="match_report_says_something"),
        UniqueConstraint("match_id", "party"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("matches.id", ondelete="CASCADE"))
    party: Mapped[MatchParty]
    outcome: Mapped[str]
    not_measured: Mapped[bool]
    again: Mapped[bool]  # it would do it again
    reported_at: Mapped[datetime]
