"""Invitations of offices by their delegation, until they are accepted."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from case_studies.db import Base
from case_studies.vocabulary import Role


class OfficeInvitation(Base):
    """An invitation that nobody has accepted yet. It is deleted when the office sets its password.

    It is kept in the same way where the address has an account of another delegation already, which gets no mail: who
    invites learns nothing about other delegations.
    """

    __tablename__ = "office_invitations"

    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), primary_key=True)
    email: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str]
    roles: Mapped[list[Role]]
    invited_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
