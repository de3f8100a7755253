"""What is due in difficult issues because time has passed: questions, reminders, and a label after silence.

A query finds the issues by indexed dates. Each is handled in a short transaction of its own, which moves its date on,
so that the run can be repeated, also by several processes. No run changes the state of an issue.
"""

import logging
from collections import Counter

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Issue
from case_studies.notifications.notify_of_issues import editors_for, focal_points_of_asker, notify_about_issue
from case_studies.operations.issues.moved_cases import notify_of_moved_cases
from case_studies.policy.actor import NOBODY
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import HistoryAction, NotificationEvent
from case_studies.workflow.history import record_item_event
from case_studies.workflow.issue_dates import MOST_UNANSWERED, count_question, last_day_before_stale

log = logging.getLogger(__name__)

EVENTS = (
    NotificationEvent.ISSUE_ASKED_AGAIN,
    NotificationEvent.ISSUE_ANSWER_BY_PASSED,
    NotificationEvent.ISSUE_SYNTHESIS_DUE,
    NotificationEvent.ISSUE_CASE_MOVED,
)
FAULTS = "faults"  # issues whose handling failed


def send_issue_reminders(work: UnitOfWork) -> dict[str, int]:
    """Do what is due. Return the number of recipients of each event, and the number of failed issues as `faults`."""
    counts: Counter[str] = Counter()
    with work.reading() as session:
        numbers = session.scalars(select(Issue.id).where(_is_due(session)).order_by(Issue.id)).all()
    for number in numbers:
        try:
            with work.writing() as session:
                query = select(Issue).where(Issue.id == number, _is_due(session))
                issue = session.scalar(query.with_for_update(of=Issue))
                if issue is not None:
                    counts.update(_handle(session, issue))
        except Exception:
            log.exception("reminders of issue %s failed; the next run tries again", number)
            counts[FAULTS] += 1
    moved, faults = notify_of_moved_cases(work)
    counts += Counter({NotificationEvent.ISSUE_CASE_MOVED.value: moved, FAULTS: faults})
    return {name: counts[name] for name in (*EVENTS, FAULTS)}


def _is_due(session: Session) -> ColumnElement[bool]:
    today = now(session).date()
    return or_(
        Issue.ask_again_on <= today,
        Issue.remind_editors_on <= today,
        Issue.answer_by_notice_on <= today,
        _is_silent(session),
    )


def _is_silent(session: Session) -> ColumnElement[bool]:
    """Return the condition on Issue: its delegation was asked twice and has not answered."""
    waited = Issue.asked_on <= last_day_before_stale(now(session).date())
    return and_(waited, Issue.unanswered_asks >= MOST_UNANSWERED, Issue.stale.is_(False))


def _handle(session: Session, issue: Issue) -> Counter[str]:
    today, counts = now(session).date(), Counter[str]()
    if issue.asked_on is not None and issue.asked_on <= last_day_before_stale(today):
        issue.stale = issue.unanswered_asks >= MOST_UNANSWERED
    if issue.ask_again_on is not None and issue.ask_again_on <= today:
        count_question(issue, today)
        entry = record_item_event(session, issue, NOBODY, HistoryAction.ASK_OUTCOME)
        counts += _notify_asker(session, issue, NotificationEvent.ISSUE_ASKED_AGAIN, f"history:{entry.number}")
    if issue.answer_by_notice_on is not None and issue.answer_by_notice_on <= today:
        key = f"issue-answer-by:{issue.id}:{issue.answer_by_notice_on}"
        issue.answer_by_notice_on = None
        counts += _notify_asker(session, issue, NotificationEvent.ISSUE_ANSWER_BY_PASSED, key)
    if issue.remind_editors_on is not None and issue.remind_editors_on <= today:
        counts += _remind_editors(session, issue)
    return counts


def _notify_asker(session: Session, issue: Issue, event: NotificationEvent, key: str) -> Counter[str]:
    accounts = focal_points_of_asker(session, issue)
    return Counter({event.value: notify_about_issue(session, event, accounts, issue, key=key, actor=NOBODY)})


def _remind_editors(session: Session, issue: Issue) -> Counter[str]:
    event, due = NotificationEvent.ISSUE_SYNTHESIS_DUE, issue.synthesis_due_on
    key, accounts = f"issue-synthesis:{issue.id}:{due}", editors_for(session, issue)
    issue.remind_editors_on = None
    return Counter({event.value: notify_about_issue(session, event, accounts, issue, key=key, actor=NOBODY, day=due)})
