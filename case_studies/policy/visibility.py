"""What an actor sees of a case, as a value (`case_view`) and as an SQL condition (`visible_to`).

A test proves that both agree.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from case_studies.errors import NotAllowed
from case_studies.models import Assignment, Case, ConflictOverride, Consent, DeclaredConflict, Revision
from case_studies.models.revision import revision_co_submitters, revision_host_states, revision_implementing_states
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import (
    OFFICE_ROLES,
    is_editor_without_conflict,
    is_office_of_submitter,
    is_withdrawn,
    latest_assignment,
)
from case_studies.policy.release import Reader, ReleasedRevision, whole
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, ConsentAnswer, Role, State

READABLE = (State.PUBLISHED, State.ARCHIVED)
DECIDED = (State.PUBLISHED, State.ARCHIVED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class CaseView:
    """What an actor sees: one revision, and the state of the case as they may know it.

    `inside` means that the actor takes part in the case. `last` is the number of the last revision that the actor may
    know about.
    """

    stored: Revision
    state: State
    inside: bool
    last: int
    reader: Reader

    @property
    def revision(self) -> Revision:
        """The revision, for those who take part. Everybody else reads `released`."""
        if not self.inside:
            raise NotAllowed()
        return self.stored

    @property
    def released(self) -> ReleasedRevision:
        """The revision as the actor may read it."""
        return whole(self.stored) if self.inside else ReleasedRevision(self.stored, self.reader)

    @property
    def is_closed(self) -> bool:
        """Whether the case has ended without a publication: nobody works on it any more."""
        return self.state in (State.DECLINED, State.WITHDRAWN)


def case_view(actor: Actor, case: Case) -> CaseView | None:
    """Return what the actor sees of the case; None if they see nothing of it.

    The submitting delegation's offices see the current revision. Editors see the last submitted revision, and
    reviewers the last one that they were assigned to; neither see a text that is back with its author. Everybody
    else sees what was published for their audience; so do editors and reviewers once the case is decided.
    """
    if is_office_of_submitter(actor, case):
        return CaseView(case.current, case.state, inside=True, last=case.revisions[-1].number, reader=Reader.of(actor))
    if is_withdrawn(case):
        return None
    reviewed, readable = _revision_under_review(actor, case), case.readable
    if reviewed is not None and (readable is None or _is_undecided(reviewed, case)):
        state = _state_for_participants(case)
        return CaseView(reviewed, state, inside=True, last=reviewed.number, reader=Reader.of(actor))
    if readable is not None and (reviewed is not None or readable.audience in actor.audiences):
        last = readable.number if reviewed is None else max(reviewed.number, readable.number)
        is_reviewed = reviewed is not None
        return CaseView(readable, readable.state, inside=is_reviewed, last=last, reader=Reader.of(actor))
    return None


def readable_revisions_of(actor: Actor, case: Case) -> list[Revision]:
    """Return the revisions that the actor may read because they take part, the oldest first.

    The submitting delegation's offices read all of them. Editors read the submitted revisions, and reviewers those up
    to the last one that they were assigned to. Both also read the published revision, but never a draft or a text
    that is back with its author.
    """
    seen = case_view(actor, case)
    if seen is None or not seen.inside:
        return []
    reviewed = _revision_under_review(actor, case)
    if reviewed is None or is_office_of_submitter(actor, case):
        return list(case.revisions)
    last = reviewed.number
    return [r for r in case.revisions if r is case.readable or (r.submitted_at is not None and r.number <= last)]


def _state_for_participants(case: Case) -> State:
    """Return the state for editors and reviewers. They do not see the steps of the delegation's own clearance."""
    return case.state if case.current.submitted_at is not None else State.REVISION_REQUESTED


def _is_undecided(revision: Revision, case: Case) -> bool:
    """Whether no decision was made yet on the revision or on a later one."""
    return all(revision.number > other.number for other in case.revisions if other.state in DECIDED)


def _revision_under_review(actor: Actor, case: Case) -> Revision | None:
    """Return the revision that the actor sees as an editor or as a reviewer; None if they are neither here."""
    if is_editor_without_conflict(actor, case):
        return next((r for r in reversed(case.revisions) if r.submitted_at is not None), None)
    assignment = latest_assignment(actor, case)
    return assignment.revision if assignment is not None else None


def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision: it is published or archived, for an audience that the actor belongs to."""
    return and_(Revision.state.in_(READABLE), Revision.audience.in_(actor.audiences))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor sees something of it, as in `case_view`."""
    own = case_is_of_own_office(actor)
    published = select(Revision.id).where(Revision.case_id == Case.id, readable_by(actor)).correlate(Case).exists()
    takes_part = or_(_is_for_editor(actor), _is_assigned_to(actor))
    return or_(own, published, and_(takes_part, ~conflict_of(actor), Case.state != State.WITHDRAWN))


def case_is_of_own_office(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor writes or clears cases for its delegation, which did not delete it."""
    if not actor.is_a(*OFFICE_ROLES):
        return false()
    return and_(Case.submitting_code == actor.delegation, Case.deleted_at.is_(None))


def editor_without_conflict(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor is an editor without a conflict, as in `predicates`."""
    return ~conflict_of(actor) if actor.is_a(Role.EDITOR) else false()


def _is_for_editor(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_a(Role.EDITOR):
        return false()
    submitted = select(Revision.id).where(Revision.case_id == Case.id, Revision.submitted_at.is_not(None))
    return submitted.correlate(Case).exists()


def _is_assigned_to(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_a(Role.REVIEWER):
        return false()
    assigned = select(Revision.case_id).where(
        Revision.submitted_at.is_not(None),
        Assignment.revision_id == Revision.id,
        Assignment.reviewer_id == actor.account_id,
        Assignment.state.not_in(INACTIVE_ASSIGNMENT_STATES),
    )
    return Case.id.in_(assigned.correlate(None))  # one list for all cases, whatever the query around it reads


def conflict_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor is in conflict, as in `predicates.is_in_conflict`."""
    if actor.delegation is None:
        return false()
    declared = _entries_for(DeclaredConflict, actor)
    later = declared.where(DeclaredConflict.declared_number > ConflictOverride.seconded_number).correlate(
        Case, ConflictOverride
    )
    agreed = _entries_for(ConflictOverride, actor).where(ConflictOverride.seconded_number.is_not(None), ~later.exists())
    return and_(or_(_interest_of(actor), declared.exists()), ~agreed.exists())


def _entries_for(kind: type[DeclaredConflict] | type[ConflictOverride], actor: Actor) -> Select[int]:
    """Return the query for the declared conflicts or exceptions of the case that concern the actor."""
    query = select(kind.id).where(kind.case_id == Case.id, kind.account_id == actor.account_id)
    return query.correlate(Case)


def _interest_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: the actor's delegation is among `predicates.parties`."""
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
    withdrawn = select(Consent.case_id).where(
        Consent.case_id == Case.id,
        Consent.delegation_code == actor.delegation,
        Consent.answer == ConsentAnswer.WITHDRAWN,
    )
    return or_(Case.submitting_code == actor.delegation, *links, withdrawn.correlate(Case).exists())
