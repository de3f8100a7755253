"""A provision: one paragraph or recommendation of a text of the field, and what is linked to it as evidence."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.taxonomy import Initiative
from case_studies.provision_vocabulary import Addressee


class Provision(Base):
    """A provision, which everybody reads. `summary` is in our words.

    The status is what somebody reported, who, and when: a day, a month or a year. All three are empty if nobody did.
    `number` is the first number in `paragraph`, for the order of lists. `version` does not change with the links: who
    may not read a linked thing would notice it.
    """

    __tablename__ = "provisions"
    __table_args__ = (
        CheckConstraint(is_one_of_sql("addressee", Addressee), name="provision_has_a_known_addressee"),
        CheckConstraint(
            "(status = '') = (status_by = '') AND (status = '') = (status_on = '')",
            name="status_is_reported_by_somebody_on_a_date",
        ),
        Index("ix_provisions_listed", "initiative_id", "number", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[str] = mapped_column(ForeignKey("initiatives.id"))
    paragraph: Mapped[str]
    number: Mapped[int]
    title: Mapped[str]
    summary: Mapped[str]
    addressee: Mapped[Addressee]
    status: Mapped[str] = mapped_column(default="")
    status_by: Mapped[str] = mapped_column(default="")
    status_on: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))  # who wrote it last
    form_key: Mapped[str | None] = mapped_column(unique=True)  # a form sent twice adds one provision
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    initiative: Mapped[Initiative] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class


class ProvisionLink(Base):
    """A case, a practice or an issue that is evidence for a provision, and why. Its readers are those of the thing."""

    __tablename__ = "provision_links"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN practice_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN issue_id IS NULL THEN 0 ELSE 1 END = 1",
            name="provision_link_is_to_one_thing",
        ),
        UniqueConstraint("provision_id", "case_id"),
        UniqueConstraint("provision_id", "practice_id"),
        UniqueConstraint("provision_id", "issue_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provision_id: Mapped[int] = mapped_column(ForeignKey("provisions.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    practice_id: Mapped[int | None] = mapped_column(ForeignKey("practices.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issues.id"), index=True)
    reason: Mapped[str] = mapped_column(default="")
    linked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"))  # of the office that linked it
    linked_at: Mapped[datetime]
