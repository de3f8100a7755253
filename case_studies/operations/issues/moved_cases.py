"""The run that notifies those who answered with a case, once, when the case no longer is what they pointed to."""

import logging

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from case_studies.models import Account, Case, Issue, IssueAnswer
from case_studies.notifications.notify_of_issues import notify_about_issue
from case_studies.policy.actor import NOBODY
from case_studies.policy.pinned import moved
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import NotificationEvent

log = logging.getLogger(__name__)


def notify_of_moved_cases(work: UnitOfWork) -> tuple[int, int]:
    """Return how many accounts were notified, and how many answers failed; the next run tries those again."""
    notified = faults = 0
    with work.reading() as session:
        numbers = [answer.id for answer in session.scalars(_watched()) if _has_moved(answer)]
    for number in numbers:
        try:
            with work.writing() as session:
                notified += _notify(session, number)
        except Exception:
            log.exception("the notice about the case of answer %s failed; the next run tries again", number)
            faults += 1
    return notified, faults


def _watched() -> Select[IssueAnswer]:
    """Return a query for the answers with a case of which nobody was notified that it moved."""
    query = select(IssueAnswer).where(
        IssueAnswer.case_id.is_not(None), IssueAnswer.taken_back_at.is_(None), IssueAnswer.case_moved_at.is_(None)
    )
    return query.options(joinedload(IssueAnswer.case).selectinload(Case.revisions)).order_by(IssueAnswer.id)


def _has_moved(answer: IssueAnswer) -> bool:
    case, number = answer.case, answer.revision_number
    return case is not None and number is not None and moved(case, number, answer.section, answer.readers) is not None


def _notify(session: Session, number: int) -> int:
    """Lock the issue of an answer, check it again, and notify the account that gave it."""
    issues = select(IssueAnswer.issue_id).where(IssueAnswer.id == number)
    issue = session.scalars(select(Issue).where(Issue.id.in_(issues)).with_for_update(of=Issue)).one()
    answer = session.scalar(_watched().where(IssueAnswer.id == number))
    if answer is None or not _has_moved(answer):
        return 0
    answer.case_moved_at = now(session)
    event, accounts = NotificationEvent.ISSUE_CASE_MOVED, [session.get_one(Account, answer.account_id)]
    return notify_about_issue(session, event, accounts, issue, key=f"issue-case:{number}", actor=NOBODY)
