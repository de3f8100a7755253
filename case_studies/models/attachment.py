"""Files: their content, once for all cases, and the revisions that they are attached to."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.vocabulary import Language, MediaType, PartAudience

if TYPE_CHECKING:
    from case_studies.models.revision import Revision


class StoredFile(Base):
    """The content of a file, as the store has it under its hash, and what it is."""

    __tablename__ = "stored_files"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("media_type", MediaType), name="file_has_a_known_type"),
        CheckConstraint(f"language IS NULL OR {is_one_of_sql('language', Language)}", name="file_language_is_known"),
        CheckConstraint("size > 0", name="file_is_not_empty"),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the content
    media_type: Mapped[MediaType]
    size: Mapped[int]
    pages: Mapped[int | None]  # of a document; the sheets of a workbook
    width: Mapped[int | None]  # of a picture, in pixels
    height: Mapped[int | None]
    language: Mapped[Language | None]
    text: Mapped[str] = mapped_column(deferred=True)
    stored_at: Mapped[datetime]  # the last time that somebody sent it


class Attachment(Base):
    """A file of a revision. A next revision has a row of its own for the same file, with the same `key`."""

    __tablename__ = "attachments"
    __table_args__ = (
        UniqueConstraint("revision_id", "key"),
        CheckConstraint(is_one_of_sql("audience", PartAudience), name="attachment_audience_is_known"),
        Index("ix_attachments_digest", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(ForeignKey("stored_files.digest"))
    key: Mapped[str]  # its id for readers: it depends on the case and the content only, and so reveals no other file
    name: Mapped[str]
    description: Mapped[str]
    audience: Mapped[PartAudience]
    added_at: Mapped[datetime]
    withheld: Mapped[bool] = mapped_column(default=False)  # names a delegation that withdrew its consent

    revision: Mapped["Revision"] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
