"""Work for the search index. It is written in the transaction of the change, and deleted when it is done."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class IndexTask(Base):
    """The reference of a thing whose search documents may have changed: the index must be updated.

    With `narrows`, the index may still have text that its readers may no longer read. Until it is updated, search does
    not find the thing at all.
    """

    __tablename__ = "index_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(index=True)
    queued_at: Mapped[datetime]
    narrows: Mapped[bool] = mapped_column(default=False)
