"""A setting that an administrator changed. Without a row, the value of the environment counts."""

from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class StoredSetting(Base):
    """The value of a setting. Who changed it, and when, is in the history."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
