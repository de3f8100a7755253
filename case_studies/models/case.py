"""The thread of a case study: its reference, whose it is, and its revisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from case_studies.db import Base
from case_studies.models.conflict import ConflictOverride, DeclaredConflict
from case_studies.models.delegation import Delegation
from case_studies.models.revision import Revision
from case_studies.vocabulary import State


class ReferenceCounter(Base):
    """The last number given out in a year; references are never given twice."""

    __tablename__ = "reference_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Base):
    """A case study from its first draft on. `version` counts every change and catches stale pages."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    submitting_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    demonstration: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str | None] = mapped_column(unique=True)  # of the form that started it: sent twice, kept once
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    moved_at: Mapped[datetime]  # its last step in the workflow

    submitting: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="case", order_by=Revision.number, cascade="all, delete-orphan", lazy="selectin"
    )
    declared: Mapped[list[DeclaredConflict]] = relationship(order_by=DeclaredConflict.id)
    overrides: Mapped[list[ConflictOverride]] = relationship(order_by=ConflictOverride.id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the mapper's own way to be told

    @property
    def current(self) -> Revision:
        """The revision the case is at: the one being written or judged, else the one published."""
        return next(revision for revision in self.revisions if revision.is_current)

    @property
    def published(self) -> Revision | None:
        """The revision that its audience reads now, if there is one."""
        return next((revision for revision in self.revisions if revision.state == State.PUBLISHED), None)

    @property
    def readable(self) -> Revision | None:
        """The revision that has a page: the published one, or the archived one kept for the record."""
        kept = (State.PUBLISHED, State.ARCHIVED)
        return next((revision for revision in reversed(self.revisions) if revision.state in kept), None)

    @hybrid_property
    def state(self) -> State:
        """The state of the current revision."""
        return self.current.state

    @state.inplace.expression
    @classmethod
    def _state_expression(cls) -> ColumnElement[State]:
        current = select(Revision.state).where(Revision.case_id == cls.id, Revision.is_current.is_(True))
        return current.correlate(cls).scalar_subquery()
