"""The run that notifies those who answered with a case, once, when the case no longer is what they pointed to."""

import logging

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Issue, IssueAnswer, Revision
from case_studies.notifications.notify_of_issues import notify_about_issue
from case_studies.policy.actor import NOBODY
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import NotificationEvent, State

log = logging.getLogger(__name__)


def notify_of_moved_cases(work: UnitOfWork) -> tuple[int, int]:
    """Return how many accounts were notified, and how many answers failed; the next run tries those again."""
    notified = faults = 0
    with work.reading() as session:
        numbers = session.scalars(select(IssueAnswer.id).where(_moved()).order_by(IssueAnswer.id)).all()
    for number in numbers:
        try:
            with work.writing() as session:
                notified += _notify(session, number)
        except Exception:
            log.exception("the notice about the case of answer %s failed; the next run tries again", number)
            faults += 1
    return notified, faults


def _moved() -> ColumnElement[bool]:
    """Return the condition on IssueAnswer: its revision isn't the published one any more, or has other readers."""
    as_it_was = select(Revision.id).where(
        Revision.case_id == IssueAnswer.case_id,
        Revision.number == IssueAnswer.revision_number,
        Revision.state == State.PUBLISHED,
        Revision.audience == IssueAnswer.case_audience,
    )
    is_open = IssueAnswer.case_id.is_not(None) & IssueAnswer.taken_back_at.is_(None)
    return is_open & IssueAnswer.case_moved_at.is_(None) & ~as_it_was.correlate(IssueAnswer).exists()


def _notify(session: Session, number: int) -> int:
    """Lock the issue of an answer, check it again, and notify the account that gave it."""
    issues = select(IssueAnswer.issue_id).where(IssueAnswer.id == number)
    issue = session.scalars(select(Issue).where(Issue.id.in_(issues)).with_for_update(of=Issue)).one()
    answer = session.scalar(select(IssueAnswer).where(IssueAnswer.id == number, _moved()))
    if answer is None:
        return 0
    answer.case_moved_at = now(session)
    event, accounts = NotificationEvent.ISSUE_CASE_MOVED, [session.get_one(Account, answer.account_id)]
    return notify_about_issue(session, event, accounts, issue, key=f"issue-case:{number}", actor=NOBODY)
