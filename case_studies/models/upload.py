"""Files that are arriving in pieces. They are no files of a case before all of it is there and was inspected."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.attachments.limits import LARGEST_FILE
from case_studies.db import Base


class Upload(Base):
    """A file that one account sends to one case. Its pieces are in the database: a store has inspected files only."""

    __tablename__ = "uploads"
    __table_args__ = (
        UniqueConstraint("case_id", "account_id", "digest"),
        CheckConstraint(f"size BETWEEN 1 AND {LARGEST_FILE}", name="upload_has_at_most_10_mb"),
        CheckConstraint("received BETWEEN 0 AND size", name="upload_has_no_more_than_it_said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]  # SHA-256 of the whole, as the browser said
    received: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(index=True)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self.received == self.size

    @property
    def percent(self) -> int:
        """How much of it is there; 100 only for all of it."""
        return self.received * 100 // self.size


class UploadPiece(Base):
    """A piece of an upload. Together they have no gap, because each begins where the last one ended."""

    __tablename__ = "upload_pieces"

    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
