"""When people are reminded of a task, and when the editors are notified that a reviewer does not answer.

`SCHEDULE` is the table. `due_reminders` reads it for one deadline and one day. `reminders.py` finds the deadlines.
Everything here is pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from case_studies.models import Absence, Assignment, Case
from case_studies.operations.deadlines.due_dates import answer_date, due_date, extend, is_away
from case_studies.policy.actor import Actor
from case_studies.policy.consents import awaited
from case_studies.policy.permissions import STATES, Permission
from case_studies.policy.predicates import is_reviewer_without_conflict
from case_studies.vocabulary import AssignmentState, NotificationEvent, State


class TaskKind(StrEnum):
    """A task with a deadline."""

    INVITATION = "invitation"  # a reviewer answers it
    REVIEW = "review"  # a reviewer submits it
    REVISION = "revision"  # a delegation submits it
    CONSENT = "consent"  # a co-submitter confirms a text or refuses it


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One reminder: how many days after the deadline it is sent (before it, if negative), and as which event."""

    name: str
    days: int
    event: NotificationEvent


SCHEDULE: Mapping[TaskKind, tuple[ReminderRule, ...]] = {
    TaskKind.INVITATION: (
        ReminderRule("before_2", -2, NotificationEvent.INVITATION_REMINDER),
        ReminderRule("after_1", 1, NotificationEvent.INVITATION_REMINDER),
        ReminderRule("after_4", 4, NotificationEvent.INVITATION_REMINDER),
        ReminderRule("silent", 4, NotificationEvent.REVIEWER_SILENT),
    ),
    TaskKind.REVIEW: (
        ReminderRule("before_7", -7, NotificationEvent.REVIEW_REMINDER),
        ReminderRule("before_2", -2, NotificationEvent.REVIEW_REMINDER),
        ReminderRule("after_1", 1, NotificationEvent.REVIEW_REMINDER),
        ReminderRule("after_7", 7, NotificationEvent.REVIEW_REMINDER),
        ReminderRule("silent", 7, NotificationEvent.REVIEWER_SILENT),
    ),
    TaskKind.REVISION: (
        ReminderRule("before_14", -14, NotificationEvent.REVISION_REMINDER),
        ReminderRule("before_3", -3, NotificationEvent.REVISION_REMINDER),
        ReminderRule("after_1", 1, NotificationEvent.REVISION_REMINDER),
        ReminderRule("after_14", 14, NotificationEvent.REVISION_REMINDER),
    ),
    TaskKind.CONSENT: (
        ReminderRule("before_2", -2, NotificationEvent.CONSENT_REMINDER),
        ReminderRule("after_1", 1, NotificationEvent.CONSENT_REMINDER),
        ReminderRule("after_4", 4, NotificationEvent.CONSENT_REMINDER),
    ),
}  # for each event, ordered by day


@dataclass(frozen=True, slots=True)
class Deadline:
    """The deadline of one task. `day` is None while its days do not count yet.

    `opened` is the day on which the reviewer or the delegation got the task. `open` means that it is still to be
    done. `sent` has the keys of the reminders that were sent, each with its day.
    """

    task: TaskKind
    number: int  # id of the assignment or of the revision
    opened: date
    day: date | None
    open: bool = True
    absences: Sequence[Absence] = ()
    sent: Mapping[str, date] = field(default_factory=dict)

    def key(self, rule: ReminderRule) -> str:
        """Return the key of a reminder. It is sent once for each key."""
        return f"reminder:{self.task}:{self.number}:{rule.name}"

    def send_day(self, rule: ReminderRule) -> date | None:
        """Return the day on which a reminder is due; None if it is never sent.

        Days after the deadline count from the first day on which the task could be late, without days of absence.
        There is no reminder on or before the day on which the person got the task.
        """
        if self.day is None:
            return None
        if rule.days < 0:
            day = self.day + timedelta(rule.days)
            return day if day > self.opened else None
        late = max(self.day, self.opened)
        return extend(late, late + timedelta(rule.days), self.absences)


def due_reminders(deadline: Deadline, today: date) -> list[ReminderRule]:
    """Return what has to be sent today: at most one reminder to the person, and one notification to the editors.

    A reminder stays due until the day of the next one. Reminders before the deadline end with the deadline. So a
    missed reminder is sent late, and only the latest of several missed ones is sent. No reminder is sent twice, and
    nobody gets two on one day.
    """
    if not deadline.open or is_away(today, deadline.absences):
        return []
    latest = {rule.event: rule for rule in SCHEDULE[deadline.task] if _is_current(deadline, rule, today)}
    return [
        rule
        for rule in latest.values()
        if deadline.key(rule) not in deadline.sent and not _was_reminded_today(deadline, rule, today)
    ]


def _is_current(deadline: Deadline, rule: ReminderRule, today: date) -> bool:
    day = deadline.send_day(rule)
    if day is None or deadline.day is None or day > today:
        return False
    return rule.days > 0 or today <= deadline.day


def _was_reminded_today(deadline: Deadline, rule: ReminderRule, today: date) -> bool:
    """Whether a reminder of the same event was already sent today, because the deadline was moved."""
    similar = (other for other in SCHEDULE[deadline.task] if other.event == rule.event)
    return any(deadline.sent.get(deadline.key(other)) == today for other in similar)


def reviewer_deadline(
    case: Case, assignment: Assignment, absences: Sequence[Absence], sent: Mapping[str, date]
) -> Deadline | None:
    """Return the reviewer's deadline, for the invitation or for the review; None if neither is open to them."""
    reviewer = Actor.of(assignment.reviewer)
    is_asked = assignment.revision_id == case.current.id and is_reviewer_without_conflict(reviewer, case)
    deadline = partial(Deadline, number=assignment.id, absences=absences, sent=sent)
    since = assignment.answered_at or assignment.invited_at
    if assignment.state == AssignmentState.INVITED:
        since = max(since, assignment.revision.submitted_at or since)
        open_now, day = (
            is_asked and case.state in STATES[Permission.ANSWER_INVITATION],
            answer_date(assignment, absences),
        )
        return deadline(TaskKind.INVITATION, opened=since.date(), day=day, open=open_now)
    if assignment.state == AssignmentState.ACCEPTED:
        since = max(since, case.moved_at)
        open_now = is_asked and case.state in STATES[Permission.REVIEW]
        return deadline(TaskKind.REVIEW, opened=since.date(), day=due_date(assignment, absences), open=open_now)
    return None


def delegation_deadline(case: Case, sent: Mapping[str, date]) -> Deadline:
    """Return the delegation's deadline for the revision. It is open while the revision is on the author's desk."""
    revision, open_now = case.current, case.state in STATES[Permission.RESPOND_TO_REMARKS]
    return Deadline(TaskKind.REVISION, revision.id, revision.created_at.date(), revision.revise_by, open_now, (), sent)


def consent_deadline(case: Case, answer_days: int, sent: Mapping[str, date]) -> Deadline:
    """Return the deadline of the co-submitters: as long after the request for clearance as reviewers have to answer."""
    asked = case.moved_at.date()
    number = int(f"{case.current.id}{asked:%Y%m%d}")  # each request has reminders of its own
    open_now = case.state == State.IN_CLEARANCE and bool(awaited(case))
    return Deadline(TaskKind.CONSENT, number, asked, asked + timedelta(answer_days), open_now, (), sent)


def unmoved_since(case: Case, today: date, stalled_days: int) -> date | None:
    """Return the day of the last movement of a case that editors wait for, if it has stalled since.

    Editors do not see what a delegation does with the text on its own desk. For them, it is being revised since the
    end of the round.
    """
    awaited = case.state in (State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)
    in_clearance_again = case.state == State.IN_CLEARANCE and case.current.round_open
    with_author = case.state == State.REVISION_REQUESTED or in_clearance_again
    last = (case.current.created_at if with_author else case.changed_at).date()
    return last if (awaited or in_clearance_again) and (today - last).days >= stalled_days else None
