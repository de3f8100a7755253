"""The texts of pages that administrators write: every one that was ever saved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.vocabulary import Language, SitePage


class SiteText(Base):
    """The text of a page in a language. The one with the highest number counts.

    Without title and text it takes back what administrators wrote before it: the text that Casebook delivers counts.
    """

    __tablename__ = "site_texts"
    __table_args__ = (
        UniqueConstraint("page", "language", "number"),
        CheckConstraint(is_one_of_sql("page", SitePage), name="site_page_is_known"),
        CheckConstraint(is_one_of_sql("language", Language), name="site_text_has_a_known_language"),
        CheckConstraint("(title = '') = (text = '')", name="site_text_has_a_title"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[SitePage]
    language: Mapped[Language]
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
