"""A case study: its reference, its submitting delegation and its revisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from case_studies.db import Base
from case_studies.models.confirmation import Confirmation
from case_studies.models.conflict import ConflictOverride, DeclaredConflict
from case_studies.models.consent import Consent
from case_studies.models.delegation import Delegation
from case_studies.models.revision import Revision
from case_studies.vocabulary import Kind, State


class ReferenceCounter(Base):
    """The last number of a kind that was used in a year. No reference is used twice."""

    __tablename__ = "reference_counters"

    kind: Mapped[Kind] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Base):
    """A case study. `version` increases with every change, so that a stale page is refused."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    submitting_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    demonstration: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str | None] = mapped_column(unique=True)  # a form sent twice starts one case
    form_digest: Mapped[str | None]  # of what the form contained
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    moved_at: Mapped[datetime]  # its last step in the workflow
    deleted_at: Mapped[datetime | None]  # its reference and its history remain, but no revision

    submitting: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="case", order_by=Revision.number, cascade="all, delete-orphan", lazy="selectin"
    )
    confirmations: Mapped[list[Confirmation]] = relationship(order_by=Confirmation.id, lazy="selectin")
    declared: Mapped[list[DeclaredConflict]] = relationship(order_by=DeclaredConflict.id)
    consents: Mapped[list[Consent]] = relationship(order_by=Consent.delegation_code, cascade="all, delete-orphan")
    overrides: Mapped[list[ConflictOverride]] = relationship(order_by=ConflictOverride.id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class

    @property
    def current(self) -> Revision:
        """The current revision: the one that is being written or reviewed, or else the published one."""
        return next(revision for revision in self.revisions if revision.is_current)

    @property
    def published(self) -> Revision | None:
        """The published revision, if there is one."""
        return next((revision for revision in self.revisions if revision.state == State.PUBLISHED), None)

    @property
    def readable(self) -> Revision | None:
        """The revision that has a page: the published one, or the archived one."""
        kept = (State.PUBLISHED, State.ARCHIVED)
        return next((revision for revision in reversed(self.revisions) if revision.state in kept), None)

    @property
    def confirmation(self) -> Confirmation | None:
        """What its delegation said last about what it published, if it said anything."""
        return self.confirmations[-1] if self.confirmations else None

    @hybrid_property
    def state(self) -> State:
        """The state of the current revision."""
        return self.current.state

    @state.inplace.expression
    @classmethod
    def _state_expression(cls) -> ColumnElement[State]:
        current = select(Revision.state).where(Revision.case_id == cls.id, Revision.is_current.is_(True))
        return current.correlate(cls).scalar_subquery()
