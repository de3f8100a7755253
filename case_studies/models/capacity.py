"""An offer of capacity, or a request for it."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from case_studies.capacity_states import CapacitySide, CapacityState
from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite
from case_studies.db import Base, is_one_of_sql
from case_studies.models.item import Item
from case_studies.models.taxonomy import Theme
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, Language

capacity_themes = Table(
    "capacity_themes",
    Base.metadata,
    Column("capacity_id", ForeignKey("capacities.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("themes.id"), primary_key=True, index=True),
)
CURRENT = (CapacityState.POSTED, CapacityState.CIRCULATED)


class Capacity(Item, Base):
    """An offer or a request. `shown_at` is when others than its delegation could read it first.

    `state` is what everybody reads: past its last day it has lapsed, also before the worker has stored that.
    """

    __tablename__ = "capacities"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("side", CapacitySide), name="capacity_is_offered_or_asked_for"),
        CheckConstraint(is_one_of_sql("state", CapacityState), name="capacity_has_a_known_state"),
        CheckConstraint("register = 'on_record'", name="capacity_is_on_record"),
        CheckConstraint(
            f"{is_one_of_sql('audience', Audience)} AND (side = 'offer' OR audience = 'members')",
            name="request_is_for_members",
        ),
        CheckConstraint(is_one_of_sql("attribution", Attribution), name="capacity_attribution_is_known"),
        CheckConstraint(is_one_of_sql("language", Language), name="capacity_has_a_known_language"),
        CheckConstraint(
            f"support_kind IS NULL OR {is_one_of_sql('support_kind', CapacityKind)}", name="capacity_has_a_known_kind"
        ),
        CheckConstraint(f"level IS NULL OR {is_one_of_sql('level', CapacityLevel)}", name="capacity_level_is_known"),
        CheckConstraint(f"cost IS NULL OR {is_one_of_sql('cost', CostBearer)}", name="cost_bearer_is_known"),
        CheckConstraint("ends IS NULL OR starts IS NULL OR ends >= starts", name="capacity_ends_after_it_begins"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="capacity_quantity_is_positive"),
        CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR (posted_at IS NOT NULL AND valid_until IS NOT NULL)",
            name="posted_capacity_has_a_last_day",
        ),
        CheckConstraint("state <> 'circulated' OR side = 'request'", name="only_requests_are_circulated"),
        Index("ix_capacities_listed", "side", "state", "shown_at", "id"),
    )

    side: Mapped[CapacitySide]
    stored_state: Mapped[CapacityState] = mapped_column("state")
    language: Mapped[Language]
    title: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    support_kind: Mapped[CapacityKind | None]
    level: Mapped[CapacityLevel | None]
    languages: Mapped[list[Language]] = mapped_column(default=list)
    places: Mapped[list[str]] = mapped_column(JSON, default=list)  # where it is given or wanted; empty: anywhere
    recipients: Mapped[list[str]] = mapped_column(JSON, default=list)  # of an offer; empty: everybody
    quantity: Mapped[int | None]  # seats, or pieces
    starts: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)  # of a request: when it is needed at the latest
    cost: Mapped[CostBearer | None]
    prerequisites: Mapped[list[Prerequisite]] = mapped_column(default=list)  # of a request: what is there
    conditions: Mapped[str] = mapped_column(default="")  # to which an offer is tied
    support_after: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")  # a mailbox, for those who may know whose it is
    source: Mapped[str] = mapped_column(default="")  # of a documented programme
    valid_until: Mapped[date | None] = mapped_column(Date, index=True)
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    posted_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    objections_until: Mapped[date | None] = mapped_column(Date, index=True)  # of a request that is held
    remind_on: Mapped[date | None] = mapped_column(Date, index=True)

    themes: Mapped[list[Theme]] = relationship(secondary=capacity_themes, order_by=Theme.id)

    @property
    def state(self) -> CapacityState:
        """The state on this day."""
        session = object_session(self)
        is_past = session is not None and self.valid_until is not None and self.valid_until < now(session).date()
        return CapacityState.LAPSED if is_past and self.stored_state in CURRENT else self.stored_state

    @state.setter
    def state(self, state: CapacityState) -> None:
        self.stored_state = state

    @property
    def is_request(self) -> bool:
        """Whether it is asked for."""
        return self.side == CapacitySide.REQUEST
