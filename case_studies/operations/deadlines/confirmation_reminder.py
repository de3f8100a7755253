"""The reminder to confirm a published case: some time before the last day, and on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Case
from case_studies.operations.cases.due_confirmations import LATE, last_day, lead, waits_for_reminder
from case_studies.unit_of_work import now


@dataclass(frozen=True, slots=True)
class ConfirmationReminder:
    """A reminder that is due, with the key by which it is sent once."""

    key: str
    facts: Mapping[str, Any]


def confirmation_may_be_due(session: Session) -> ColumnElement[bool]:
    """Return the condition on Case: a reminder is due, and its delegation has an open account that may get it."""
    office = select(Account.id).where(Account.delegation_code == Case.submitting_code, Account.active)
    return and_(waits_for_reminder(session), office.correlate(Case).exists())


def confirmation_reminder(session: Session, case: Case) -> ConfirmationReminder | None:
    """Return the reminder that is due for a case, if there is one."""
    today, day = now(session).date(), last_day(session, case)
    if day is None or today < day - lead(session):
        return None
    key = f"confirmation:{case.id}:{day}{LATE if today >= day else ''}"
    return ConfirmationReminder(key, {"day": day.isoformat(), "days": (day - today).days})
