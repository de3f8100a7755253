"""The sign of life of the workers: without it nobody would notice that none runs."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class WorkerRound(Base):
    """The last round that a worker finished, noted once a minute. There is one row, empty until then."""

    __tablename__ = "worker_rounds"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one_round"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ended_at: Mapped[datetime | None]
