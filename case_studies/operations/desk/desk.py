"""The desk of a person: their tasks by group, and the cases that wait for somebody else.

The tasks of one case are in `tasks.py` and `editor_tasks.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Delegation, Revision
from case_studies.operations.cases.due_confirmations import (
    has_to_be_confirmed_soon,
    has_waiting_sentence,
    last_day,
    lead,
)
from case_studies.operations.cases.history import reason_for_return
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.deadlines.absences import absences_of
from case_studies.operations.desk.adoption_tasks import adoption_tasks
from case_studies.operations.desk.capacity_tasks import capacity_tasks
from case_studies.operations.desk.collection_tasks import collection_tasks
from case_studies.operations.desk.editor_tasks import editor_task
from case_studies.operations.desk.event_tasks import event_tasks
from case_studies.operations.desk.issue_tasks import issue_tasks
from case_studies.operations.desk.item_task import ItemTask
from case_studies.operations.desk.listed_case import ListedCase
from case_studies.operations.desk.others import page_count, page_of_others
from case_studies.operations.desk.practice_tasks import practice_tasks
from case_studies.operations.desk.proposal_tasks import proposal_tasks
from case_studies.operations.desk.tasks import (
    Absences,
    Task,
    TaskGroup,
    clearance_task,
    confirmation_task,
    consent_task,
    reviewer_task,
    sentence_task,
    writer_task,
)
from case_studies.operations.desk.text_tasks import text_tasks
from case_studies.operations.desk.thread_tasks import thread_tasks
from case_studies.operations.desk.view import WHOLE_DESK, DeskView, sorted_tasks
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.consents import asks_consent_of
from case_studies.policy.permissions import STATES, Permission
from case_studies.policy.predicates import OFFICE_ROLES, is_office_of_submitter
from case_studies.policy.visibility import CaseView, case_is_of_own_office, case_view, conflict_of, visible_to
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import WITH_EDITORS, Role, State

# The states of cases that can wait for somebody else, as participants may know them.
IN_PROGRESS = (State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED, State.DECLINED)
# State that participants know → the states that it can be in truth, if there are others.
BEHIND = {State.REVISION_REQUESTED: (State.REVISION_REQUESTED, State.DRAFT, State.IN_CLEARANCE)}

MOST_TO_CONFIRM = 20

# The tasks in what is beside the cases.
TASKS_BESIDE: tuple[Callable[[Session, Actor], Iterable[ItemTask]], ...] = (
    issue_tasks,
    adoption_tasks,
    practice_tasks,
    thread_tasks,
    event_tasks,
    proposal_tasks,
    text_tasks,
    capacity_tasks,
    collection_tasks,
)

Known = Sequence[tuple[Case, CaseView]]


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's tasks, the cases that wait for others, and the number of cases that another editor has to handle."""

    tasks: Sequence[Task]
    items: Sequence[ItemTask]
    others: Sequence[ListedCase]
    others_total: int
    recused: int
    own_delegation: bool  # whether `others` are cases of the person's own delegation

    @property
    def others_pages(self) -> int:
        """How many pages the cases of others have, at least one."""
        return page_count(self.others_total)

    @property
    def groups(self) -> dict[TaskGroup, list[Task]]:
        """The tasks by group, in the order of the desk, without empty groups."""
        groups = {group: [task for task in self.tasks if task.group == group] for group in TaskGroup}
        return {group: tasks for group, tasks in groups.items() if tasks}


def desk(session: Session, actor: Actor, view: DeskView = WHOLE_DESK) -> Desk:
    """Return the desk of the actor, for all their roles, in a fixed number of queries.

    Usually, reviewers' tasks are ordered by due date within a group, all others by age, and cases of others start with
    the one that moved last.
    """
    known = _known(session, actor, view)
    tasks = [*_for_delegation(session, actor, known), *_for_participants(session, actor, known)]
    tasks += _for_co_submitters(session, actor, view)
    shown = {task.case.id for task in tasks}
    waiting = [pair for pair in known if pair[0].id not in shown and not is_office_of_submitter(actor, pair[0])]
    page, total = page_of_others(session, actor, waiting, shown, view)
    return Desk(
        tasks=sorted_tasks(tasks, view.sort),
        items=[task for find in TASKS_BESIDE for task in find(session, actor)] if view == WHOLE_DESK else [],
        others=page,
        others_total=total,
        recused=_recused(session, actor) if actor.is_a(Role.EDITOR) else 0,
        own_delegation=actor.is_a(*OFFICE_ROLES),
    )


def desk_delegations(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Return codes and names of the delegations that submitted the cases of the actor's desk, in no order."""
    query = select(Delegation.code, Delegation.name).join(Case, Case.submitting_code == Delegation.code)
    return [(code, name) for code, name in session.execute(query.where(_may_need(session, actor)).distinct())]


def _may_need(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: somebody may have a task in it, and the actor may know."""
    return or_(
        and_(_is_now_in(State.DRAFT, *IN_PROGRESS), case_is_of_own_office(actor)),
        Case.id.in_(_to_confirm(session, actor)),
        and_(_is_now_in(*IN_PROGRESS), visible_to(actor)),
    )


def _to_confirm(session: Session, actor: Actor) -> Select[int]:
    """Return the query for the own published cases to confirm, with a limit; the next ones come after these."""
    waiting = or_(
        has_waiting_sentence() if actor.is_a(Role.CLEARANCE_OFFICER) else false(),
        has_to_be_confirmed_soon(session) if actor.is_a(Role.FOCAL_POINT) else false(),
    )
    query = select(Case.id).where(case_is_of_own_office(actor), waiting)
    return query.order_by(Case.id).limit(MOST_TO_CONFIRM).correlate(None)


def _is_now_in(*states: State) -> ColumnElement[bool]:
    """Return the condition on Case: its current revision is in one of the states, which few cases are."""
    now_in = select(Revision.case_id).where(Revision.is_current, Revision.state.in_(states))
    return Case.id.in_(now_in.correlate(None))


def _known(session: Session, actor: Actor, view: DeskView) -> Known:
    """Return the cases in which the actor takes part and somebody may have a task, with their views.

    These are the cases of the actor's own delegation, and other cases in progress by the state that the actor may
    know. Only its delegation knows that a published case is being revised.
    """
    query = case_with_all().where(_may_need(session, actor)).order_by(Case.id)
    if view.state is not None:
        query = query.where(_is_now_in(*BEHIND.get(view.state, (view.state,))))
    if view.delegation:
        query = query.where(Case.submitting_code == view.delegation)
    views = [(case, seen) for case in session.scalars(query) if (seen := case_view(actor, case)) and seen.inside]
    known = [(case, seen) for case, seen in views if is_office_of_submitter(actor, case) or seen.state in IN_PROGRESS]
    return [(case, seen) for case, seen in known if view.state in (None, seen.state)]


def _for_delegation(session: Session, actor: Actor, known: Known) -> Iterator[Task]:
    own = [(case, seen) for case, seen in known if is_office_of_submitter(actor, case)]
    back = reason_for_return(session, [case for case, _ in own])
    for case, seen in own:
        if task := writer_task(actor, case, seen, back.get(case.id)):
            yield task
        if task := clearance_task(actor, case, seen):
            yield task
        if task := sentence_task(actor, case, seen):
            yield task
        if (task := _confirmation_task(session, actor, case, seen)) is not None:
            yield task


def _confirmation_task(session: Session, actor: Actor, case: Case, seen: CaseView) -> Task | None:
    day = last_day(session, case)
    asked_on = day - lead(session) if day is not None else None
    if day is None or asked_on is None or asked_on > now(session).date():
        return None
    return confirmation_task(actor, case, seen, day, asked_on)


def _for_participants(session: Session, actor: Actor, known: Known) -> Iterator[Task]:
    others = [(case, seen) for case, seen in known if not is_office_of_submitter(actor, case)]
    absences = _absences(session, others)
    settings, today = settings_of(session), now(session).date()
    for case, seen in others:
        if task := reviewer_task(actor, case, seen, absences):
            yield task
        if Permission.READ_ASSIGNMENTS in allowed_now(actor, case) and (
            task := editor_task(
                actor, case, seen, absences,
                today=today, required=settings.reviews_required, stalled_days=settings.stalled_days,
            )
        ):  # fmt: skip
            yield task


def _for_co_submitters(session: Session, actor: Actor, view: DeskView) -> list[Task]:
    """Return the texts of other delegations that wait for the answer of a co-submitter."""
    if not actor.is_a(Role.CLEARANCE_OFFICER) or view.state not in (None, State.IN_CLEARANCE):
        return []
    query = case_with_all().where(asks_consent_of(actor)).order_by(Case.id)
    if view.delegation:
        query = query.where(Case.submitting_code == view.delegation)
    days = settings_of(session).answer_days
    return [task for case in session.scalars(query) if (task := consent_task(actor, case, days)) is not None]


def _absences(session: Session, known: Known) -> Absences:
    reviewers = {assignment.reviewer_id for case, _ in known for assignment in case.current.assignments}
    return absences_of(session, reviewers)


def _recused(session: Session, actor: Actor) -> int:
    """Count the cases that another editor has to handle, from the submission to the decision.

    The count does not change while a revision is back with its author, so that it reveals nothing to editors in
    conflict.
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
