"""Loading the absences of reviewers, for the calculation of deadlines."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Absence


def absences_of(session: Session, accounts: Iterable[int]) -> dict[int, list[Absence]]:
    """Return account id → its absences, the earliest first. Accounts without absences have an empty list."""
    absences: dict[int, list[Absence]] = {account: [] for account in accounts}
    query = select(Absence).where(Absence.account_id.in_(absences)).order_by(Absence.first_day, Absence.id)
    for absence in session.scalars(query):
        absences[absence.account_id].append(absence)
    return absences
