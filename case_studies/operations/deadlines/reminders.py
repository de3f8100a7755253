"""The run that sends what is due: reminders, and notifications of silent reviewers and stalled cases.

A few queries find the cases. Then each case is checked again and handled in a short transaction of its own. The run
can be repeated, also by several processes: the key of each notification makes sure that it is sent once.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import WrongState
from case_studies.models import Absence, Account, Assignment, Case, Notification, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import notify
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.cases.reports import remind_of_hidden_parts
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.confirmation_reminder import confirmation_may_be_due, confirmation_reminder
from case_studies.operations.deadlines.reminder_schedule import (
    SCHEDULE,
    Deadline,
    TaskKind,
    consent_deadline,
    delegation_deadline,
    due_reminders,
    reviewer_deadline,
    unmoved_since,
)
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import AssignmentState, NotificationEvent, State

log = logging.getLogger(__name__)

EVENTS = (
    NotificationEvent.INVITATION_REMINDER,
    NotificationEvent.REVIEW_REMINDER,
    NotificationEvent.REVISION_REMINDER,
    NotificationEvent.CONSENT_REMINDER,
    NotificationEvent.REVIEWER_SILENT,
    NotificationEvent.CASE_STALLED,
    NotificationEvent.CONFIRMATION_DUE,
    NotificationEvent.PART_HIDDEN,
)
FAULTS = "faults"  # cases whose handling failed


@dataclass(frozen=True, slots=True)
class PendingNotification:
    """A notification that is due. `reviewer` is the reviewer whom it concerns, if there is one."""

    event: NotificationEvent
    key: str
    facts: Mapping[str, Any]
    reviewer: Account | None = None


def send_reminders(work: UnitOfWork) -> dict[str, int]:
    """Send what is due. Return the number of recipients of each event, and the number of failed cases as `faults`."""
    counts = Counter({event.value: 0 for event in EVENTS} | {FAULTS: 0})
    for number in _find(work, counts):
        with _isolated(number, counts):
            counts.update(_handle(work, number))
    with work.writing() as session:
        counts[NotificationEvent.PART_HIDDEN] += remind_of_hidden_parts(session)
    return dict(counts)


@contextmanager
def _isolated(number: int, counts: Counter[str]) -> Iterator[None]:
    """Log a fault with one case, so that the others are still handled."""
    try:
        yield
    except WrongState:
        log.info("case %s was changed at the same time; the next run checks it again", number)
    except Exception:
        log.exception("reminders of case %s failed; the next run tries again", number)
        counts[FAULTS] += 1


def _find(work: UnitOfWork, counts: Counter[str]) -> list[int]:
    """Return the ids of the cases in which something is due."""
    ids = []
    with work.reading() as session:
        cases = session.scalars(
            case_with_all().join(Case.revisions).where(_may_be_due(session)).order_by(Case.id)
        ).all()
        absences, sent = _absences(session, cases), _sent(session, cases)
        for case in cases:
            with _isolated(case.id, counts):
                if _due_notifications(session, case, absences, sent):
                    ids.append(case.id)
    return ids


def _handle(work: UnitOfWork, number: int) -> Counter[str]:
    """Lock one case, check it again, and send what is due."""
    counts: Counter[str] = Counter()
    with work.writing() as session:
        case = session.scalars(select(Case).where(Case.id == number).with_for_update(of=Case)).one()
        for pending in _due_notifications(session, case, _absences(session, [case]), _sent(session, [case])):
            accounts = _recipients(session, case, pending)
            counts[pending.event] += notify(
                session, pending.event, accounts, case, key=pending.key, facts=pending.facts
            )
    return counts


def _may_be_due(session: Session) -> ColumnElement[bool]:
    """Return the condition on the current revision: something may be due. Absences can only postpone it."""
    today = now(session).date()
    quiet_since = datetime.combine(today - timedelta(settings_of(session).stalled_days - 1), time(), UTC)
    last_asked = _latest_deadline(TaskKind.CONSENT, today) - timedelta(settings_of(session).answer_days)
    asked_before = datetime.combine(last_asked + timedelta(1), time(), UTC)
    invited = and_(
        Assignment.state == AssignmentState.INVITED,
        Assignment.answer_by <= _latest_deadline(TaskKind.INVITATION, today),
    )
    accepted = and_(
        Assignment.state == AssignmentState.ACCEPTED, Assignment.due_on <= _latest_deadline(TaskKind.REVIEW, today)
    )
    asked = select(Assignment.id).where(Assignment.revision_id == Revision.id, or_(invited, accepted))
    in_progress = and_(
        Revision.state.in_((State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)),
        or_(
            asked.correlate(Revision).exists(),
            Revision.revise_by <= _latest_deadline(TaskKind.REVISION, today),
            and_(Revision.state == State.IN_CLEARANCE, Case.moved_at < asked_before),
            Case.changed_at < quiet_since,
            Revision.created_at < quiet_since,
        ),
    )
    return and_(Revision.is_current, or_(in_progress, confirmation_may_be_due(session)))


def _latest_deadline(task: TaskKind, today: date) -> date:
    """Return the latest deadline for which a reminder may be due today."""
    return today + timedelta(max(-rule.days for rule in SCHEDULE[task]))


def _absences(session: Session, cases: Iterable[Case]) -> dict[int, list[Absence]]:
    """Return account id → its absences, for the reviewers of the cases."""
    return absences_of(session, {assignment.reviewer_id for case in cases for assignment in case.current.assignments})


def _sent(session: Session, cases: Iterable[Case]) -> dict[str, date]:
    """Return the keys of the reminders that were sent in these cases, each with its last day."""
    numbers = [case.id for case in cases]
    query: Select[str, datetime] = select(Notification.key, Notification.at).where(
        Notification.case_id.in_(numbers), Notification.event.in_(EVENTS)
    )
    return {key: at.date() for key, at in session.execute(query.order_by(Notification.at))}


def _due_notifications(
    session: Session, case: Case, absences: Mapping[int, Sequence[Absence]], sent: Mapping[str, date]
) -> list[PendingNotification]:
    """Return the notifications that are due in a case."""
    today = now(session).date()
    due = _reminders(case, delegation_deadline(case, sent), today)
    due += _reminders(case, consent_deadline(case, settings_of(session).answer_days, sent), today)
    for assignment in case.current.assignments:
        deadline = reviewer_deadline(case, assignment, absences[assignment.reviewer_id], sent)
        due += _reminders(case, deadline, today, assignment) if deadline is not None else []
    last = unmoved_since(case, today, settings_of(session).stalled_days)
    if last is not None and (key := f"stalled:{case.id}:{last}") not in sent:
        due.append(
            PendingNotification(
                NotificationEvent.CASE_STALLED, key, {"day": last.isoformat(), "days": (today - last).days}
            )
        )
    reminder = confirmation_reminder(session, case)
    if reminder is not None and reminder.key not in sent:
        due.append(PendingNotification(NotificationEvent.CONFIRMATION_DUE, reminder.key, reminder.facts))
    return due


def _reminders(
    case: Case, deadline: Deadline, today: date, assignment: Assignment | None = None
) -> list[PendingNotification]:
    return [
        PendingNotification(
            rule.event,
            deadline.key(rule),
            {
                "matter": deadline.task.value,
                "kind": rule.name,
                "day": deadline.day.isoformat(),
                "days": (deadline.day - today).days,
                "revision": case.current.number,
                **_identity(rule.event, assignment),
            },
            assignment.reviewer if assignment is not None else None,
        )
        for rule in due_reminders(deadline, today)
        if deadline.day is not None
    ]


def _identity(event: NotificationEvent, assignment: Assignment | None) -> dict[str, int]:
    """Return the facts that identify the reviewer: for editors a number, for the reviewer their assignment."""
    if assignment is None:
        return {}
    return (
        {"number": assignment.number} if event == NotificationEvent.REVIEWER_SILENT else {"assignment": assignment.id}
    )


def _recipients(session: Session, case: Case, pending: PendingNotification) -> list[Account]:
    if pending.event in (NotificationEvent.REVIEWER_SILENT, NotificationEvent.CASE_STALLED):
        return recipients.editors(session, case)
    if pending.event == NotificationEvent.CONSENT_REMINDER:
        return recipients.asked_co_submitters(session, case)
    return [pending.reviewer] if pending.reviewer is not None else recipients.focal_points(session, case)
