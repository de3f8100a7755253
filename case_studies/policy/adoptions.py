"""Who may see and do what with an adoption: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, or_, select

from case_studies.errors import N_
from case_studies.models import Adoption, Case, PracticeEdition, Revision
from case_studies.models.practice import LASTING
from case_studies.policy.actor import Actor
from case_studies.policy.items import (
    did_not_write_it,
    is_clearance_officer_of_owner,
    is_focal_point_of_owner,
    is_office_of_owner,
)
from case_studies.policy.practice_queries import edition_visible_to
from case_studies.policy.practice_release import sees_edition
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import AdoptionAction, AdoptionState, AdoptionUse, PracticeState, Role, State


class AdoptionPermission(StrEnum):
    """What may be done with an adoption besides the actions of its workflow."""

    EDIT = "edit"
    DELETE = "delete"  # a draft
    CONFIRM = "confirm"  # that it still holds


def is_not_stopped(_actor: Actor, adoption: Adoption) -> bool:
    """Whether the delegation has not said that it stopped."""
    recorded = adoption.recorded
    return recorded is not None and recorded.use != AdoptionUse.STOPPED


S = AdoptionState
RECORDED = (S.RECORDED, S.CHANGE_IN_CLEARANCE)
WAITS = frozenset({S.IN_CLEARANCE, S.CHANGE_IN_CLEARANCE})

AdoptionRight = AdoptionAction | AdoptionPermission

RULES: Mapping[AdoptionRight, Lines[Adoption]] = {
    AdoptionPermission.EDIT: ((is_focal_point_of_owner,),),
    AdoptionPermission.DELETE: ((is_focal_point_of_owner,),),
    AdoptionPermission.CONFIRM: ((is_focal_point_of_owner, is_not_stopped),),
    AdoptionAction.ADOPT_BY_US: ((is_focal_point_of_owner,),),
    AdoptionAction.STOP_USING: ((is_focal_point_of_owner, is_not_stopped),),
    AdoptionAction.TAKE_BACK: ((is_focal_point_of_owner,),),
    AdoptionAction.CLEAR: ((is_clearance_officer_of_owner, did_not_write_it),),
    AdoptionAction.SEND_BACK: ((is_clearance_officer_of_owner,),),
    AdoptionAction.WITHDRAW: ((is_office_of_owner,),),
}

STATES: Mapping[AdoptionRight, frozenset[AdoptionState]] = {
    AdoptionPermission.EDIT: frozenset({S.DRAFT, S.RECORDED}),
    AdoptionPermission.DELETE: frozenset({S.DRAFT}),
    AdoptionPermission.CONFIRM: frozenset({S.RECORDED}),
    AdoptionAction.ADOPT_BY_US: frozenset({S.DRAFT, S.RECORDED}),
    AdoptionAction.STOP_USING: frozenset({S.RECORDED}),
    AdoptionAction.TAKE_BACK: WAITS,
    AdoptionAction.CLEAR: WAITS,
    AdoptionAction.SEND_BACK: WAITS,
    AdoptionAction.WITHDRAW: frozenset(S) - {S.DRAFT, S.WITHDRAWN},
}

WRONG_STATE: Mapping[AdoptionRight, str] = {
    AdoptionPermission.EDIT: N_("This adoption waits for clearance. Take it back to change it."),
    AdoptionPermission.DELETE: N_("Only a draft can be deleted. An adoption that is recorded can be withdrawn."),
}


def sees(actor: Actor, adoption: Adoption) -> bool:
    """Whether the actor sees it: its delegation always, the others if they may read it and what it adopts."""
    if is_office_of_owner(actor, adoption):
        return True
    is_open = adoption.state in RECORDED and adoption.audience in actor.audiences
    return is_open and adopted_as_read_by(actor, adoption) is not None


def adopted_as_read_by(actor: Actor, adoption: Adoption) -> Revision | PracticeEdition | None:
    """Return the revision of the case, or the edition of the practice, that the actor may read now."""
    if adoption.case is not None:
        readable = adoption.case.readable
        return readable if readable is not None and readable.audience in actor.audiences else None
    edition = adoption.practice.lasting if adoption.practice is not None else None
    return edition if edition is not None and sees_edition(actor, edition) else None


def adoption_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Adoption that is the same as `sees`."""
    own = Adoption.owner_code == actor.delegation if actor.is_a(*OFFICE_ROLES) else false()
    cases = select(Revision.case_id).where(readable_by(actor))
    editions = select(PracticeEdition.practice_id).join(PracticeEdition.practice)
    practices = editions.where(edition_visible_to(actor), PracticeEdition.state.in_(LASTING))
    recorded = and_(Adoption.state.in_(RECORDED), Adoption.audience.in_(actor.audiences))
    return or_(own, and_(recorded, or_(Adoption.case_id.in_(cases), Adoption.practice_id.in_(practices))))


def may_record_adoptions(actor: Actor) -> bool:
    """Whether the actor may record what its delegation adopts."""
    return actor.is_a(Role.FOCAL_POINT)


def may_adopt(actor: Actor, case: Case) -> bool:
    """Whether the actor may record that its delegation adopts the case. A delegation does not adopt its own case."""
    readable = case.readable
    is_open = readable is not None and readable.state == State.PUBLISHED and readable.audience in actor.audiences
    return is_open and may_record_adoptions(actor) and actor.delegation != case.submitting_code


def may_adopt_practice(actor: Actor, edition: PracticeEdition) -> bool:
    """Whether the actor may record that its delegation adopts an edition of a practice. Its own rest on others' too."""
    is_open = edition.state == PracticeState.ADOPTED and sees_edition(actor, edition)
    return is_open and may_record_adoptions(actor)


ADOPTION_POLICY: PolicyTable[Adoption] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
