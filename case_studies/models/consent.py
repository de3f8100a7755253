"""What a delegation answered to being named in a case of another one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.delegation import Delegation
from case_studies.vocabulary import ConsentAnswer


class Consent(Base):
    """The last answer of a delegation in a case. `text_mark` is the digest of the text that it was about."""

    __tablename__ = "consents"
    __table_args__ = (CheckConstraint(is_one_of_sql("answer", ConsentAnswer), name="consent_answer_is_known"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    delegation_code: Mapped[str] = mapped_column(ForeignKey("delegations.code"), primary_key=True, index=True)
    answer: Mapped[ConsentAnswer]
    text_mark: Mapped[str]
    reason: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(lazy="joined", innerjoin=True)
