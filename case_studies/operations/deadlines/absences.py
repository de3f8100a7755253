"""On which days reviewers are away, for those who reckon with their dates."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Absence


def absences_of(session: Session, accounts: Iterable[int]) -> dict[int, list[Absence]]:
    """Return account → its absences, the earliest first; every account that was asked for is in it."""
    found: dict[int, list[Absence]] = {account: [] for account in accounts}
    query = select(Absence).where(Absence.account_id.in_(found)).order_by(Absence.first_day, Absence.id)
    for absence in session.scalars(query):
        found[absence.account_id].append(absence)
    return found
