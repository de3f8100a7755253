"""Desks: what waits for a person, by the kind of work it is, each thing with its one next step; and what others have.

The steps themselves are in `next_steps` and `handling`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Revision
from case_studies.operations.cases.history import reason_for_return
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.desk.editor_tasks import editor_tasks
from case_studies.operations.desk.tasks import (
    Absences,
    Task,
    TaskGroup,
    clearance_task,
    known_since,
    reviewer_task,
    writer_task,
)
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import STATES, Permission
from case_studies.policy.predicates import OFFICE_ROLES, is_office_of_submitter
from case_studies.policy.visibility import CaseView, case_is_of_own_office, case_view, conflict_of, visible_to
from case_studies.unit_of_work import now, workflow_settings
from case_studies.vocabulary import WITH_EDITORS, Role, State

# The states of what is with others, as those who take part may know them.
ON_THE_WAY = (State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED, State.DECLINED)
BY_DUE_DAY = (TaskGroup.INVITATIONS, TaskGroup.REVIEWS, TaskGroup.LOOK_AGAIN)

Known = Sequence[tuple[Case, CaseView]]


@dataclass(frozen=True, slots=True)
class CaseWithOthers:
    """A case that waits for somebody else, as this person sees it, and the last step that they may know of."""

    case: Case
    seen: CaseView
    since: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one person, by group; what others have; how many cases another editor has to handle."""

    waiting: Sequence[Task]
    others: Sequence[CaseWithOthers]
    recused: int
    own_delegation: bool  # whether what others have are cases of the person's own delegation

    @property
    def groups(self) -> dict[TaskGroup, list[Task]]:
        """What waits, by group; only groups with something in them, in the order of the desk."""
        found = {group: [waiting for waiting in self.waiting if waiting.group == group] for group in TaskGroup}
        return {group: items for group, items in found.items() if items}


def desk(session: Session, actor: Actor) -> Desk:
    """Return what waits for the actor, for all the roles they hold, in a fixed number of queries.

    The oldest first within a group; what a reviewer has to do by its day. What others have: the one moved last first.
    """
    known = _known(session, actor)
    found = [*_for_delegation(session, actor, known), *_for_reviewers_and_editors(session, actor, known)]
    shown = {waiting.case.id for waiting in found}
    others = [CaseWithOthers(case, seen, known_since(actor, case)) for case, seen in known if case.id not in shown]
    return Desk(
        waiting=sorted(found, key=_place),
        others=sorted(others, key=lambda other: (other.since, other.case.id), reverse=True),
        recused=_recused(session, actor) if actor.is_a(Role.EDITOR) else 0,
        own_delegation=actor.is_a(*OFFICE_ROLES),
    )


def _place(waiting: Task) -> tuple[date, datetime, int]:
    day = waiting.due if waiting.group in BY_DUE_DAY and waiting.due is not None else date.max
    return day, waiting.since, waiting.case.id


def _known(session: Session, actor: Actor) -> Known:
    """Return the cases that the actor takes part in: the delegation's offices all of theirs, others what is under way.

    By the state that they may know: that a published case is being revised is nobody's to see but its delegation's.
    """
    judged = and_(visible_to(actor), Case.state.in_(ON_THE_WAY))
    cases = session.scalars(case_with_all().where(or_(case_is_of_own_office(actor), judged)).order_by(Case.id))
    seen = [(case, found) for case in cases if (found := case_view(actor, case)) is not None and found.inside]
    return [(c, found) for c, found in seen if is_office_of_submitter(actor, c) or found.state in ON_THE_WAY]


def _for_delegation(session: Session, actor: Actor, known: Known) -> Iterator[Task]:
    own = [(case, seen) for case, seen in known if is_office_of_submitter(actor, case)]
    back = reason_for_return(session, [case for case, _ in own])
    for case, seen in own:
        if found := writer_task(actor, case, seen, back.get(case.id)):
            yield found
        if found := clearance_task(actor, case, seen):
            yield found


def _for_reviewers_and_editors(session: Session, actor: Actor, known: Known) -> Iterator[Task]:
    others = [(case, seen) for case, seen in known if not is_office_of_submitter(actor, case)]
    absences = _absences(session, others)
    settled, today = workflow_settings(session), now(session).date()
    for case, seen in others:
        if found := reviewer_task(actor, case, seen, absences):
            yield found
        if Permission.READ_ASSIGNMENTS in allowed_now(actor, case) and (
            found := editor_tasks(
                actor, case, seen, absences,
                today=today, required=settled.reviews_required, stalled_days=settled.stalled_days,
            )
        ):  # fmt: skip
            yield found


def _absences(session: Session, known: Known) -> Absences:
    asked = {assignment.reviewer_id for case, _ in known for assignment in case.current.assignments}
    return absences_of(session, asked)


def _recused(session: Session, actor: Actor) -> int:
    """Count the cases under way that another editor has to handle, from the submission to the decision.

    That one is back with its author in between does not show in the count: it is not for those in conflict to follow.
    """
    back = select(Revision.id).where(
        Revision.case_id == Case.id,
        Revision.is_current,
        Revision.round_open,
        Revision.state.in_(STATES[Permission.READ_OPEN_REMARKS]),
    )
    under_way = or_(Case.state.in_(WITH_EDITORS), back.correlate(Case).exists())
    query = select(func.count()).select_from(Case)
    return session.scalar(query.where(under_way, conflict_of(actor), ~case_is_of_own_office(actor))) or 0
