"""Long exports: documents that one account asked for and the worker makes. Their files are in a folder."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base, is_one_of_sql
from case_studies.export_vocabulary import MOST_THINGS, ExportFailure, ExportForm, ExportSource, ExportState

MOST_TRIES = 3


class Export(Base):
    """A document that an account asked for, for that account alone.

    `about` says what it is made of: the query string of a search with its order, the references of a basket, or the
    reference of a collection. `file` is the name of its file, which the row has before the file is written.
    `contents` is what the account could read when it was made: reference, revision and digest of each thing.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("source", ExportSource), name="export_source_is_known"),
        CheckConstraint(is_one_of_sql("form", ExportForm), name="export_form_is_known"),
        CheckConstraint(is_one_of_sql("state", ExportState), name="export_state_is_known"),
        CheckConstraint(is_one_of_sql("failure", ExportFailure), name="export_failure_is_known"),
        CheckConstraint(f"things BETWEEN 1 AND {MOST_THINGS}", name="export_has_things"),
        CheckConstraint("done BETWEEN 0 AND things", name="export_has_done_no_more_than_there_is"),
        CheckConstraint(f"tries BETWEEN 0 AND {MOST_TRIES}", name="export_is_not_tried_for_ever"),
        CheckConstraint("(state = 'under_way') = (claimed_until IS NOT NULL)", name="export_under_way_is_claimed"),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failed_export_says_why"),
        CheckConstraint("(state IN ('waiting', 'under_way')) = (expires_at IS NULL)", name="ended_export_expires"),
        CheckConstraint("(state IN ('under_way', 'ready')) = (file IS NOT NULL)", name="export_has_a_file_while_made"),
        CheckConstraint("(state = 'ready') = (contents IS NOT NULL)", name="ready_export_says_what_is_in_it"),
        CheckConstraint("(state = 'ready') = (mark IS NOT NULL)", name="ready_export_is_marked"),
        Index("ix_exports_waiting", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    source: Mapped[ExportSource]
    about: Mapped[str]
    name: Mapped[str]  # the words of the search, or the reference of the collection
    form: Mapped[ExportForm]
    language: Mapped[str]  # of the page that asked
    things: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    state: Mapped[ExportState]
    failure: Mapped[ExportFailure | None]
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    file: Mapped[str | None] = mapped_column(unique=True)
    mark: Mapped[str | None]
    contents: Mapped[list[list[str]] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def is_ready(self) -> bool:
        """Whether there is a file."""
        return self.state == ExportState.READY
