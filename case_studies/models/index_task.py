"""Work for the search index. It is written in the transaction of the change, and deleted when it is done."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class IndexTask(Base):
    """A case whose search documents may have changed: the index must be updated.

    With `narrows`, the index may still have text that its readers may no longer read. Until it is updated, search does
    not find the case at all.
    """

    __tablename__ = "index_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    queued_at: Mapped[datetime]
    narrows: Mapped[bool] = mapped_column(default=False)
