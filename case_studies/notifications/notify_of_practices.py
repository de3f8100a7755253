"""Who is notified of which step of a good practice."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, Practice, PracticeEvidence
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.policy.practices import cited_by
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, NotificationEvent, Role

TO_EDITORS = {
    HistoryAction.SUPPORT: NotificationEvent.PRACTICE_PROPOSED,
    HistoryAction.OBJECT: NotificationEvent.PRACTICE_REMARK,
    HistoryAction.CORRECT: NotificationEvent.PRACTICE_REMARK,
    HistoryAction.PROPOSE_ADOPTION: NotificationEvent.PRACTICE_TO_SECOND,
    HistoryAction.FLAG_EVIDENCE: NotificationEvent.EVIDENCE_CHANGED,
    HistoryAction.WITHDRAW_EVIDENCE: NotificationEvent.EVIDENCE_CHANGED,
}


def notify_of_practice(
    session: Session, practice: Practice, action: HistoryAction, actor: Actor | None, entry: int
) -> None:
    """Notify the accounts that an event concerns; `entry` is its number in the history."""
    key = f"history:{entry}"
    if action in TO_EDITORS:
        notify_about_practice(session, TO_EDITORS[action], _editors(session), practice, key=key, actor=actor)
    if action == HistoryAction.ADOPT:
        codes = {code for row in practice.current.rows for code in cited_by(row)}
        cited = [account for code in sorted(codes) for account in _offices(session, code)]
        notify_about_practice(session, NotificationEvent.PRACTICE_ADOPTED, cited, practice, key=key, actor=actor)


def notify_cited(session: Session, practice: Practice, rows: Iterable[PracticeEvidence], actor: Actor) -> None:
    """Ask the delegations whose cases are cited, and note for each row that somebody was asked."""
    asked: dict[int, list[Account]] = {}
    for row in rows:
        offices = {code: _offices(session, code) for code in sorted(cited_by(row))}
        if offices[row.case.submitting_code]:
            row.notified_at = now(session)
        asked[row.case.id] = [account for of_one in offices.values() for account in of_one]
    for case_id, accounts in asked.items():
        key = f"practice:{practice.reference}:{practice.current.number}:{case_id}"
        notify_about_practice(session, NotificationEvent.PRACTICE_CONSULTED, accounts, practice, key=key, actor=actor)


def notify_about_practice(
    session: Session,
    event: NotificationEvent,
    accounts: Iterable[Account],
    practice: Practice,
    *,
    key: str,
    actor: Actor | None = None,
) -> None:
    """Notify accounts of something about a practice."""
    notify(session, event, accounts, None, key=key, actor=actor, facts={"reference": practice.reference})


def _offices(session: Session, code: str) -> list[Account]:
    return [
        account for role in (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER) for account in offices_of(session, code, role)
    ]


def _editors(session: Session) -> list[Account]:
    query = select(Account).where(Account.active).order_by(Account.id)
    return [account for account in session.scalars(query) if Role.EDITOR in account.roles]
