"""A collection: things of several kinds that belong together, in an order, each with the reason why it is there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.collection_vocabulary import CollectionState
from case_studies.db import Base, is_one_of_sql
from case_studies.models.item import Item
from case_studies.vocabulary import Audience, Language


class Collection(Item, Base):
    """A collection. Its readers find in it what they may read of its things, and nothing about the others."""

    __tablename__ = "collections"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("state", CollectionState), name="collection_has_a_known_state"),
        CheckConstraint(is_one_of_sql("audience", Audience), name="collection_audience_is_known"),
        CheckConstraint(is_one_of_sql("language", Language), name="collection_has_a_known_language"),
        CheckConstraint("register = 'on_record' AND attribution = 'named'", name="collection_is_on_record_and_named"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_collection_has_a_date"),
        Index("ix_collections_listed", "state", "published_at", "id"),
    )

    state: Mapped[CollectionState]
    language: Mapped[Language]
    title: Mapped[str]
    introduction: Mapped[str]
    needs_clearance: Mapped[bool]  # a focal point wrote it last
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None]

    things: Mapped[list["CollectedThing"]] = relationship(
        order_by="CollectedThing.position", cascade="all, delete-orphan", lazy="selectin"
    )


class CollectedThing(Base):
    """A thing in a collection, by its reference, and why it is there."""

    __tablename__ = "collected_things"

    collection_id: Mapped[int] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    reason: Mapped[str]
