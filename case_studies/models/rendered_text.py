"""The text of a section as readers see it, kept so that it is parsed once and not by each process again."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base


class RenderedText(Base):
    """One text of a revision as sanitized HTML and as plain text.

    `digest` covers the text, its direction and the dialect, so a row of another text or another renderer is never used.
    """

    __tablename__ = "rendered_texts"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    dialect: Mapped[str]
    html: Mapped[str]
    plain: Mapped[str]
