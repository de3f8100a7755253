"""What must follow a change, written in the same transaction and deleted when it is done."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class IndexTask(Base):
    """A case whose faces changed: the index has to look at it again."""

    __tablename__ = "index_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    queued_at: Mapped[datetime]
