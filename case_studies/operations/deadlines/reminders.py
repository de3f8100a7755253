"""What is done because time has passed: reminders, word of silent reviewers, word of cases that stand still.

Found in one look with few queries; then each case has a short transaction of its own, in which it is looked at again.
Run as often as you like, by as many as you like: each thing is told once, by its key.
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
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.deadlines.reminder_schedule import (
    SCHEDULE,
    Deadline,
    TaskKind,
    delegation_deadline,
    due_reminders,
    reviewer_deadline,
    unmoved_since,
)
from case_studies.unit_of_work import UnitOfWork, now, workflow_settings
from case_studies.vocabulary import AssignmentState, NotificationEvent, State

log = logging.getLogger(__name__)

EVENTS = (
    NotificationEvent.INVITATION_REMINDER,
    NotificationEvent.REVIEW_REMINDER,
    NotificationEvent.REVISION_REMINDER,
    NotificationEvent.REVIEWER_SILENT,
    NotificationEvent.CASE_STALLED,
)
FAULTS = "faults"  # cases that could not be handled


@dataclass(frozen=True, slots=True)
class PendingNotification:
    """One thing to tell; to the reviewer whose assignment it is, where there is one, unless it is for the editors."""

    event: NotificationEvent
    key: str
    facts: Mapping[str, Any]
    reviewer: Account | None = None


def send_reminders(work: UnitOfWork) -> dict[str, int]:
    """Tell whatever is due, and return how many people were told of each event, and how many cases had a fault."""
    counts = Counter({event.value: 0 for event in EVENTS} | {FAULTS: 0})
    for number in _find(work, counts):
        with _by_itself(number, counts):
            counts.update(_handle(work, number))
    return dict(counts)


@contextmanager
def _by_itself(number: int, counts: Counter[str]) -> Iterator[None]:
    """Keep a fault with one case from the others."""
    try:
        yield
    except WrongState:
        log.info("case %s: somebody else was at it; the next run looks again", number)
    except Exception:
        log.exception("the duties of case %s failed; the next run tries again", number)
        counts[FAULTS] += 1


def _find(work: UnitOfWork, counts: Counter[str]) -> list[int]:
    """Return the ids of the cases in which something is due."""
    found = []
    with work.reading() as session:
        cases = session.scalars(case_with_all().join(Case.revisions).where(_near(session)).order_by(Case.id)).all()
        away, told = _absences(session, cases), _told(session, cases)
        for case in cases:
            with _by_itself(case.id, counts):
                if _words(session, case, away, told):
                    found.append(case.id)
    return found


def _handle(work: UnitOfWork, number: int) -> Counter[str]:
    """Look at one case again, with nobody else at it, and tell what is due."""
    counts: Counter[str] = Counter()
    with work.writing() as session:
        case = session.scalars(case_with_all().where(Case.id == number).with_for_update(of=Case)).one()
        for word in _words(session, case, _absences(session, [case]), _told(session, [case])):
            who = _recipients(session, case, word)
            counts[word.event] += notify(session, word.event, who, case, key=word.key, facts=word.facts)
    return counts


def _near(session: Session) -> ColumnElement[bool]:
    """Return the condition on the current revision: something of it may be due. Absences only put things off."""
    today = now(session).date()
    quiet_since = datetime.combine(today - timedelta(workflow_settings(session).stalled_days - 1), time(), UTC)
    invited = and_(
        Assignment.state == AssignmentState.INVITED, Assignment.answer_by <= _last(TaskKind.INVITATION, today)
    )
    accepted = and_(Assignment.state == AssignmentState.ACCEPTED, Assignment.due_on <= _last(TaskKind.REVIEW, today))
    asked = select(Assignment.id).where(Assignment.revision_id == Revision.id, or_(invited, accepted))
    return and_(
        Revision.is_current,
        Revision.state.in_((State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)),
        or_(
            asked.correlate(Revision).exists(),
            Revision.revise_by <= _last(TaskKind.REVISION, today),
            Case.changed_at < quiet_since,
            Revision.created_at < quiet_since,
        ),
    )


def _last(errand: TaskKind, today: date) -> date:
    """Return the last day for which a reminder of an errand may go out today."""
    return today + timedelta(max(-kind.days for kind in SCHEDULE[errand]))


def _absences(session: Session, cases: Iterable[Case]) -> dict[int, list[Absence]]:
    """Return account → its absences, for the reviewers of the cases."""
    return absences_of(session, {assignment.reviewer_id for case in cases for assignment in case.current.assignments})


def _told(session: Session, cases: Iterable[Case]) -> dict[str, date]:
    """Return the keys that were told in these cases, each with its last day."""
    numbers = [case.id for case in cases]
    query: Select[str, datetime] = select(Notification.key, Notification.at).where(
        Notification.case_id.in_(numbers), Notification.event.in_(EVENTS)
    )
    return {key: at.date() for key, at in session.execute(query.order_by(Notification.at))}


def _words(
    session: Session, case: Case, away: Mapping[int, Sequence[Absence]], told: Mapping[str, date]
) -> list[PendingNotification]:
    """Return what is due in a case."""
    today = now(session).date()
    words = _reminders(case, delegation_deadline(case, told), today)
    for assignment in case.current.assignments:
        matter = reviewer_deadline(case, assignment, away[assignment.reviewer_id], told)
        words += _reminders(case, matter, today, assignment) if matter is not None else []
    last = unmoved_since(case, today, workflow_settings(session).stalled_days)
    if last is not None and (key := f"stalled:{case.id}:{last}") not in told:
        words.append(
            PendingNotification(
                NotificationEvent.CASE_STALLED, key, {"day": last.isoformat(), "days": (today - last).days}
            )
        )
    return words


def _reminders(
    case: Case, matter: Deadline, today: date, assignment: Assignment | None = None
) -> list[PendingNotification]:
    return [
        PendingNotification(
            kind.event,
            matter.key(kind),
            {
                "matter": matter.errand.value,
                "kind": kind.name,
                "day": matter.day.isoformat(),
                "days": (matter.day - today).days,
                "revision": case.current.number,
                **_whose(kind.event, assignment),
            },
            assignment.reviewer if assignment is not None else None,
        )
        for kind in due_reminders(matter, today)
        if matter.day is not None
    ]


def _whose(event: NotificationEvent, assignment: Assignment | None) -> dict[str, int]:
    """Return what leads a reviewer to their own desk, and tells editors of whom it is."""
    if assignment is None:
        return {}
    return (
        {"number": assignment.number} if event == NotificationEvent.REVIEWER_SILENT else {"assignment": assignment.id}
    )


def _recipients(session: Session, case: Case, word: PendingNotification) -> list[Account]:
    """Return who is told."""
    if word.event in (NotificationEvent.REVIEWER_SILENT, NotificationEvent.CASE_STALLED):
        return recipients.editors(session, case)
    return [word.reviewer] if word.reviewer is not None else recipients.focal_points(session, case)
