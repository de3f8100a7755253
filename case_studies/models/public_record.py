"""What everybody may read, or could read once: for programs that keep copies of the library and follow its changes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base


class PublicRecord(Base):
    """A case or a practice that the public reads or could read, and when that changed last, to the second.

    A record is never deleted, so that those who have a copy learn that it is not public any more.
    """

    __tablename__ = "public_records"
    __table_args__ = (Index("ix_public_records_changed", "changed_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    changed_at: Mapped[datetime]
    fingerprint: Mapped[str | None]  # of what the public reads; none while it may not read it

    sets: Mapped[list["PublicRecordSet"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class PublicRecordSet(Base):
    """A set that a record belongs to, such as `theme:EXP-SEARCH`; of what is not public any more, its last ones."""

    __tablename__ = "public_record_sets"

    record_id: Mapped[int] = mapped_column(ForeignKey("public_records.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True, index=True)
