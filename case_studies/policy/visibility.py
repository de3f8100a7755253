"""One rule, two faces: what an actor sees of a case, and the query for the cases of which they see anything.

A test proves that both agree.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from case_studies.models import Assignment, Case, ConflictOverride, DeclaredConflict, Revision
from case_studies.models.revision import revision_co_submitters, revision_host_states, revision_implementing_states
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import (
    OFFICE_ROLES,
    is_editor_without_conflict,
    is_office_of_submitter,
    is_withdrawn,
    latest_assignment,
)
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, Role, State

READABLE = (State.PUBLISHED, State.ARCHIVED)
DECIDED = (State.PUBLISHED, State.ARCHIVED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class CaseView:
    """What an actor sees: one revision, the state they may know, and whether they take part (`inside`).

    `last` is the number of the last revision of which they may know that it exists.
    """

    revision: Revision
    state: State
    inside: bool
    last: int

    @property
    def is_closed(self) -> bool:
        """Whether the case has ended without a publication: nobody works on it any more."""
        return self.state in (State.DECLINED, State.WITHDRAWN)


def case_view(actor: Actor, case: Case) -> CaseView | None:
    """Return what the actor sees of the case, or None where for them there is none.

    The delegation's own offices see the revision they are at. Editors see the last one that was submitted to them,
    reviewers the last one they were asked about, neither of them a text that is back with its author. Everybody else,
    and they too once the case is decided, see what was published for their audience.
    """
    if is_office_of_submitter(actor, case):
        return CaseView(case.current, case.state, inside=True, last=case.revisions[-1].number)
    if is_withdrawn(case):
        return None
    judged, readable = _judged_by(actor, case), case.readable
    if judged is not None and (readable is None or _is_undecided(judged, case)):
        return CaseView(judged, _state_for_judges(case), inside=True, last=judged.number)
    if readable is not None and (judged is not None or readable.audience in actor.audiences):
        last = readable.number if judged is None else max(judged.number, readable.number)
        return CaseView(readable, readable.state, inside=judged is not None, last=last)
    return None


def readable_revisions_of(actor: Actor, case: Case) -> list[Revision]:
    """Return the revisions that the actor may read because they take part, the first one first.

    The delegation's own offices read all of theirs. Editors read what was submitted to them, reviewers up to the last
    one they were asked about, both what was published since; never a draft or a text that is back with its author.
    """
    seen = case_view(actor, case)
    if seen is None or not seen.inside:
        return []
    judged = _judged_by(actor, case)
    if judged is None or is_office_of_submitter(actor, case):
        return list(case.revisions)
    last = judged.number
    return [r for r in case.revisions if r is case.readable or (r.submitted_at is not None and r.number <= last)]


def _state_for_judges(case: Case) -> State:
    """Return the state that editors and reviewers may know: the delegation's own clearance is not theirs to follow."""
    return case.state if case.current.submitted_at is not None else State.REVISION_REQUESTED


def _is_undecided(revision: Revision, case: Case) -> bool:
    """Whether the revision, or one that answers its round, still waits for a decision."""
    return all(revision.number > other.number for other in case.revisions if other.state in DECIDED)


def _judged_by(actor: Actor, case: Case) -> Revision | None:
    """Return the revision that the actor sees as an editor or reviewer."""
    if is_editor_without_conflict(actor, case):
        return next((r for r in reversed(case.revisions) if r.submitted_at is not None), None)
    assignment = latest_assignment(actor, case)
    return assignment.revision if assignment is not None else None


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: published or archived, for the actor's audience."""
    return and_(Revision.state.in_(READABLE), Revision.audience.in_(actor.audiences))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor sees something of it."""
    own = case_is_of_own_office(actor)
    shown = select(Revision.id).where(Revision.case_id == Case.id, readable_by(actor))
    published = shown.correlate(Case).exists()
    judged = and_(or_(_submitted_to(actor), _asked_of(actor)), ~conflict_of(actor), Case.state != State.WITHDRAWN)
    return or_(own, published, judged)


def case_is_of_own_office(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor writes or clears for its delegation."""
    return Case.submitting_code == actor.delegation if actor.is_a(*OFFICE_ROLES) else false()


def _submitted_to(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_a(Role.EDITOR):
        return false()
    submitted = select(Revision.id).where(Revision.case_id == Case.id, Revision.submitted_at.is_not(None))
    return submitted.correlate(Case).exists()


def _asked_of(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_a(Role.REVIEWER):
        return false()
    asked = select(Revision.id).where(
        Revision.case_id == Case.id,
        Revision.submitted_at.is_not(None),
        Assignment.revision_id == Revision.id,
        Assignment.reviewer_id == actor.account_id,
        Assignment.state.not_in(INACTIVE_ASSIGNMENT_STATES),
    )
    return asked.correlate(Case).exists()


def conflict_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: `predicates.is_in_conflict` of the actor."""
    if actor.delegation is None:
        return false()
    declared = _names(DeclaredConflict, actor)
    since = declared.where(DeclaredConflict.declared_at > ConflictOverride.seconded_at).correlate(
        Case, ConflictOverride
    )
    agreed = _names(ConflictOverride, actor).where(ConflictOverride.seconded_at.is_not(None), ~since.exists())
    return and_(or_(_interest_of(actor), declared.exists()), ~agreed.exists())


def _names(kind: type[DeclaredConflict] | type[ConflictOverride], actor: Actor) -> Select[int]:
    """Return the query for the declarations or overrides of a case that name the actor."""
    query = select(kind.id).where(kind.case_id == Case.id, kind.account_id == actor.account_id)
    return query.correlate(Case)


def _interest_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor's delegation is a party to what was ever submitted."""
    links = [
        select(Revision.id)
        .where(
            Revision.case_id == Case.id,
            Revision.submitted_at.is_not(None),
            link.c.revision_id == Revision.id,
            link.c[column] == actor.delegation,
        )
        .correlate(Case)
        .exists()
        for link, column in (
            (revision_co_submitters, "delegation_code"),
            (revision_implementing_states, "place_code"),
            (revision_host_states, "place_code"),
        )
    ]
    return or_(Case.submitting_code == actor.delegation, *links)
