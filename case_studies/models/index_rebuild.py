"""The rebuild of the search indexes that an administrator asked for. The worker does it."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class IndexRebuild(Base):
    """The latest rebuild: asked for, started, how far it is, and ended. There is one row, empty at first."""

    __tablename__ = "index_rebuilds"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one_rebuild"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    noted_at: Mapped[datetime | None]  # when its progress was stored last
    ended_at: Mapped[datetime | None]
    written: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    failed: Mapped[bool] = mapped_column(default=False)
