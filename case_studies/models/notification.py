"""Notifications: the inbox, the mails that wait to be sent, and how each account wants to be notified."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from case_studies.db import Base, is_one_of_sql
from case_studies.models.account import Account
from case_studies.models.address_change import AddressChange
from case_studies.models.application import Application
from case_studies.models.case import Case
from case_studies.vocabulary import ApplicantMail, Delivery, NotificationEvent


class Mail(Base):
    """A mail of the outbox: sent, waiting for its next try, or given up until `outbox retry`.

    It is a daily digest (`digest_day`), or has a link that sets the password (`link_until`), or belongs to one
    notification. `claimed_until` keeps other workers away. A mail to an applicant has no account, but an application.
    `address` is where a mail goes that does not go to the present address of its account: to the new one of a change
    that it asks to confirm (`address_change`), or to the earlier one, as a copy (`copy_of`) of what the account got.
    """

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("account_id", "digest_day", name="one_digest_per_person_and_day"),
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="sent_or_failed_not_both"),
        CheckConstraint("(account_id IS NULL) = (application_id IS NOT NULL)", name="mail_has_one_recipient"),
        CheckConstraint("(application_id IS NULL) = (purpose IS NULL)", name="mail_to_an_applicant_has_a_purpose"),
        Index("ix_mails_waiting", "sent_at", "failed_at", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    purpose: Mapped[ApplicantMail | None]
    address: Mapped[str | None]
    address_change_id: Mapped[int | None] = mapped_column(ForeignKey("address_changes.id"))
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"))
    digest_day: Mapped[date | None] = mapped_column(Date)
    link_until: Mapped[datetime | None]
    queued_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")

    account: Mapped[Account | None] = relationship(lazy="joined")
    application: Mapped[Application | None] = relationship(lazy="joined")
    address_change: Mapped[AddressChange | None] = relationship()
    copy_of: Mapped["Mail | None"] = relationship(remote_side="Mail.id")
    notifications: Mapped[list["Notification"]] = relationship(
        back_populates="mail", lazy="selectin", order_by="Notification.id"
    )

    @property
    def recipient(self) -> str:
        """The address that it goes to."""
        if self.account is not None:
            return self.address or self.account.email
        return self.application.mailbox if self.application is not None else ""


class Notification(Base):
    """A notification of one account. `key` identifies what happened, so that nobody is notified of it twice.

    Accounts know it by `number`, which counts their own only: gaps between ids would show how much others get.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("account_id", "key", name="one_notice_per_event_and_person"),
        CheckConstraint(is_one_of_sql("delivery", Delivery), name="notice_has_a_known_delivery"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    number: Mapped[int]
    event: Mapped[NotificationEvent]
    key: Mapped[str]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)  # values for the text of the message
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    delivery: Mapped[Delivery]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)

    case: Mapped[Case | None] = relationship()
    mail: Mapped[Mail | None] = relationship(back_populates="notifications")


class NotificationChoice(Base):
    """How an account wants to be notified of an event, if it is not the usual way."""

    __tablename__ = "notice_choices"
    __table_args__ = (CheckConstraint(is_one_of_sql("delivery", Delivery), name="choice_is_a_known_delivery"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    event: Mapped[NotificationEvent] = mapped_column(primary_key=True)
    delivery: Mapped[Delivery]
