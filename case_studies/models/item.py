"""What everything beside the cases has in common: a reference, an owner, a register, an audience and an attribution."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from case_studies.models.delegation import Delegation
from case_studies.vocabulary import Attribution, Audience, Register


class Item:
    """The columns of a thing with a reference. `version` increases with every change, so a stale page is refused."""

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    owner_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    register: Mapped[Register]
    audience: Mapped[Audience]
    attribution: Mapped[Attribution]
    demonstration: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str | None] = mapped_column(unique=True)  # a form sent twice starts one item
    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    moved_at: Mapped[datetime]  # its last step in the workflow

    @declared_attr
    def owner(cls) -> Mapped[Delegation]:  # noqa: N805 - SQLAlchemy passes the class
        """The delegation that it belongs to."""
        of_class = cast(Any, cls)
        return relationship(Delegation, foreign_keys=lambda: of_class.owner_code, lazy="joined", innerjoin=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805
        return {"version_id_col": cls.__dict__.get("version", cls.version)}
