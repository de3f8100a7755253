"""When somebody is reminded of what they were asked to do, and when the editors are told that nothing comes.

Pure: THE schedule is a table, and `due_reminders` reads it for one matter and one day. `duties` finds the matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from case_studies.models import Absence, Assignment, Case
from case_studies.operations.deadlines.due_dates import answer_date, due_date, extend, is_away
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import STATES, Permission
from case_studies.policy.predicates import is_reviewer_without_conflict
from case_studies.vocabulary import AssignmentState, NotificationEvent, State


class TaskKind(StrEnum):
    """What somebody is asked to do by a day."""

    INVITATION = "invitation"  # a reviewer answers it
    REVIEW = "review"  # a reviewer hands it in
    REVISION = "revision"  # a delegation hands it in


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One kind of reminder: so many days from the day of the errand, before it where they are negative."""

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
}  # for each event in the order of the days


@dataclass(frozen=True, slots=True)
class Deadline:
    """One errand of a reviewer or a delegation, theirs since `opened`; without a day while its clock stands.

    `open` says that it is still to be done and theirs to do. `told` has the keys that went out, and on which day.
    """

    errand: TaskKind
    number: int  # of the assignment or the revision
    opened: date
    day: date | None
    open: bool = True
    absences: Sequence[Absence] = ()
    told: Mapping[str, date] = field(default_factory=dict)

    def key(self, kind: ReminderRule) -> str:
        """Return the name under which a kind is told once."""
        return f"reminder:{self.errand}:{self.number}:{kind.name}"

    def moment(self, kind: ReminderRule) -> date | None:
        """Return the day on which a kind goes out, if it ever does.

        Days after count from the first day on which it could be late, and only those on which the person is there.
        What would go out before somebody was asked, or on that very day, is left out: they know.
        """
        if self.day is None:
            return None
        if kind.days < 0:
            moment = self.day + timedelta(kind.days)
            return moment if moment > self.opened else None
        late = max(self.day, self.opened)
        return extend(late, late + timedelta(kind.days), self.absences)


def due_reminders(matter: Deadline, today: date) -> list[ReminderRule]:
    """Return what goes out today: at most one reminder to whoever has to act, and one word to the editors.

    A kind stays due until the next one's day has come; one before the day also until that day has passed. So one that
    was missed goes out late, and where several were missed only the latest does. None goes out twice, nor two a day.
    """
    if not matter.open or is_away(today, matter.absences):
        return []
    latest = {kind.event: kind for kind in SCHEDULE[matter.errand] if _is_in_use(matter, kind, today)}
    return [kind for kind in latest.values() if matter.key(kind) not in matter.told and not _heard(matter, kind, today)]


def _is_in_use(matter: Deadline, kind: ReminderRule, today: date) -> bool:
    moment = matter.moment(kind)
    if moment is None or matter.day is None or moment > today:
        return False
    return kind.days > 0 or today <= matter.day


def _heard(matter: Deadline, kind: ReminderRule, today: date) -> bool:
    """Whether somebody heard of this matter today already, because its day was moved."""
    alike = (other for other in SCHEDULE[matter.errand] if other.event == kind.event)
    return any(matter.told.get(matter.key(other)) == today for other in alike)


def reviewer_deadline(
    case: Case, assignment: Assignment, absences: Sequence[Absence], told: Mapping[str, date]
) -> Deadline | None:
    """Return what a reviewer is asked for: to answer the invitation, then to review; nothing once they did or left."""
    reviewer = Actor.of(assignment.reviewer)
    asked = assignment.revision_id == case.current.id and is_reviewer_without_conflict(reviewer, case)
    matter = partial(Deadline, number=assignment.id, absences=absences, told=told)
    since = assignment.answered_at or assignment.invited_at
    if assignment.state == AssignmentState.INVITED:
        since = max(since, assignment.revision.submitted_at or since)
        open_now, day = asked and case.state in STATES[Permission.ANSWER_INVITATION], answer_date(assignment, absences)
        return matter(TaskKind.INVITATION, opened=since.date(), day=day, open=open_now)
    if assignment.state == AssignmentState.ACCEPTED:
        since = max(since, case.moved_at)
        open_now = asked and case.state in STATES[Permission.REVIEW]
        return matter(TaskKind.REVIEW, opened=since.date(), day=due_date(assignment, absences), open=open_now)
    return None


def delegation_deadline(case: Case, told: Mapping[str, date]) -> Deadline:
    """Return what the delegation is asked for: to answer a round, as long as it is on the author's desk."""
    revision, open_now = case.current, case.state in STATES[Permission.RESPOND_TO_REMARKS]
    return Deadline(TaskKind.REVISION, revision.id, revision.created_at.date(), revision.revise_by, open_now, (), told)


def unmoved_since(case: Case, today: date, stalled_days: int) -> date | None:
    """Return the day of the last movement of a case that editors wait for, where that is too long ago.

    What a delegation does with the text on its own desk is not theirs to follow: to them it is being revised since the
    round ended.
    """
    awaited = case.state in (State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)
    cleared_anew = case.state == State.IN_CLEARANCE and case.current.round_open
    with_author = case.state == State.REVISION_REQUESTED or cleared_anew
    last = (case.current.created_at if with_author else case.changed_at).date()
    return last if (awaited or cleared_anew) and (today - last).days >= stalled_days else None
