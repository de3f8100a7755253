"""Desks: what waits for a person, the longest first, each with its one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import N_
from case_studies.models import Assignment, Case
from case_studies.operations.browsing import assignments_of, whole_case
from case_studies.operations.tracing import why_back
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import is_editor_without_conflict
from case_studies.policy.visibility import Sight, case_is_of_own_office, conflict_of, sight, visible_to
from case_studies.unit_of_work import terms
from case_studies.vocabulary import AssignmentState, Recommendation, Role, State
from case_studies.workflow.guards import counted, submitted_reviews

ON_THE_WAY = (State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: the case, since when, and the name of the next step (a label of the delivery)."""

    case: Case
    since: datetime
    step: str
    assignment: Assignment | None = None
    reason: str = ""
    note: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one person, by what kind of work it is."""

    writing: Sequence[Waiting]
    clearing: Sequence[Waiting]
    reviewing: Sequence[Waiting]
    editing: Sequence[Waiting]
    recused: int

    @property
    def total(self) -> int:
        """How many things wait."""
        return len(self.writing) + len(self.clearing) + len(self.reviewing) + len(self.editing)


def desk(session: Session, actor: Actor) -> Desk:
    """Return what waits for the actor, for all the roles they hold."""
    own = _own_cases(session, actor) if actor.is_a(Role.FOCAL_POINT, Role.CLEARANCE_OFFICER) else []
    return Desk(
        writing=_to_write(session, own) if actor.is_a(Role.FOCAL_POINT) else [],
        clearing=[w for case in own if actor.is_a(Role.CLEARANCE_OFFICER) for w in _to_clear(case)],
        reviewing=_to_review(session, actor) if actor.is_a(Role.REVIEWER) else [],
        editing=_to_edit(session, actor) if actor.is_a(Role.EDITOR) else [],
        recused=_recused(session, actor) if actor.is_a(Role.EDITOR) else 0,
    )


def with_others(session: Session, actor: Actor) -> list[tuple[Case, Sight]]:
    """Return the cases that the actor takes part in, each with what they see of it, the one changed last first.

    The delegation's offices have all of theirs; editors and reviewers those that are on their way or were declined.
    """
    judged = and_(visible_to(actor), Case.state.in_(ON_THE_WAY))
    query = whole_case().where(or_(case_is_of_own_office(actor), judged))
    cases = session.scalars(query.order_by(Case.changed_at.desc(), Case.id.desc()))
    return [(case, seen) for case in cases if (seen := sight(actor, case)) is not None and seen.inside]


def _own_cases(session: Session, actor: Actor) -> list[Case]:
    own = whole_case().where(case_is_of_own_office(actor))
    return list(session.scalars(own.order_by(Case.changed_at, Case.id)))


def _to_write(session: Session, own: Sequence[Case]) -> list[Waiting]:
    """Return what is on the author's desk; what came back says why."""
    open_cases = [case for case in own if case.state in (State.DRAFT, State.REVISION_REQUESTED)]
    reasons = why_back(session, open_cases)
    found = []
    for case in open_cases:
        back = reasons.get(case.id)
        step = "answer_remarks" if case.state == State.REVISION_REQUESTED else "continue_draft"
        if back is not None and step == "continue_draft":
            step = "change_draft"
        found.append(Waiting(case, case.changed_at, step, reason=back.note if back is not None else ""))
    return found


def _to_clear(case: Case) -> list[Waiting]:
    return [Waiting(case, case.changed_at, "decide_clearance")] if case.state == State.IN_CLEARANCE else []


def _to_review(session: Session, actor: Actor) -> list[Waiting]:
    steps = {AssignmentState.INVITED: "answer_invitation", AssignmentState.ACCEPTED: "write_review"}
    found = []
    for assignment in assignments_of(session, actor):
        case = assignment.revision.case
        open_now = assignment.revision.is_current and case.state in (State.SUBMITTED, State.IN_REVIEW)
        step = steps.get(AssignmentState(assignment.state))
        if open_now and step:
            found.append(Waiting(case, assignment.answered_at or assignment.invited_at, step, assignment))
    return found


def _to_edit(session: Session, actor: Actor) -> list[Waiting]:
    query = whole_case().where(visible_to(actor), Case.state.in_([State.SUBMITTED, State.IN_REVIEW]))
    cases = session.scalars(query.order_by(Case.changed_at, Case.id))
    required = terms(session).reviews_required
    return [_for_editor(case, required) for case in cases if is_editor_without_conflict(actor, case)]


def _for_editor(case: Case, required: int) -> Waiting:
    """Say what an editor does next with a case, and why."""
    assigned = counted(case)
    reviews = submitted_reviews(assigned)
    approvals = sum(review.recommendation == Recommendation.APPROVE for review in reviews)
    numbers = {"assigned": len(assigned), "required": required, "reviews": len(reviews), "approvals": approvals}
    if len(assigned) < required:
        step, note = "assign_reviewers", N_("%(assigned)s of %(required)s reviewers are assigned.")
    elif case.state == State.SUBMITTED:
        step, note = "start_review", N_("%(assigned)s reviewers are assigned. The review can start.")
    elif approvals >= required or len(reviews) == len(assigned):
        step, note = "decide", N_("%(reviews)s of %(assigned)s reviews are in; %(approvals)s approve.")
    else:
        step, note = "wait_for_reviews", N_("%(reviews)s of %(assigned)s reviews are in.")
    return Waiting(case, case.changed_at, step, note=note, numbers=numbers)


def _recused(session: Session, actor: Actor) -> int:
    """Count the open cases that another editor has to handle, without saying which."""
    open_states = [State.SUBMITTED, State.IN_REVIEW]
    query = select(Case.id).where(Case.state.in_(open_states), conflict_of(actor))
    return len(session.scalars(query).all())
