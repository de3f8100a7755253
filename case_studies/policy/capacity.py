"""Who may see and do what with an offer or a request: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, or_

from case_studies.capacity_states import CapacityAction, CapacitySide, CapacityState
from case_studies.errors import N_
from case_studies.models import Capacity
from case_studies.models.capacity import CURRENT
from case_studies.policy.actor import Actor
from case_studies.policy.items import (
    did_not_write_it,
    is_clearance_officer_of_owner,
    is_focal_point_of_owner,
    is_office_of_owner,
)
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import Role


class CapacityPermission(StrEnum):
    """What may be done with an offer or a request besides the actions of its workflow."""

    EDIT = "edit"
    DELETE = "delete"  # a draft


def is_request(_actor: Actor, capacity: Capacity) -> bool:
    """Whether it is asked for. Only a request is held before it is circulated."""
    return capacity.is_request


S = CapacityState
UNPOSTED = (S.DRAFT, S.IN_CLEARANCE)
HIDDEN = (*UNPOSTED, S.WITHDRAWN)
SHOWN = (S.POSTED, S.CIRCULATED, S.LAPSED)

CapacityRight = CapacityAction | CapacityPermission

RULES: Mapping[CapacityRight, Lines[Capacity]] = {
    CapacityPermission.EDIT: ((is_focal_point_of_owner,),),
    CapacityPermission.DELETE: ((is_focal_point_of_owner,),),
    CapacityAction.POST: ((is_focal_point_of_owner,),),
    CapacityAction.TAKE_BACK: ((is_focal_point_of_owner,),),
    CapacityAction.CLEAR: ((is_clearance_officer_of_owner, did_not_write_it),),
    CapacityAction.SEND_BACK: ((is_clearance_officer_of_owner,),),
    CapacityAction.HOLD_BACK: ((is_office_of_owner, is_request),),
    CapacityAction.CIRCULATE: (),
    CapacityAction.RENEW: ((is_focal_point_of_owner,),),
    CapacityAction.LAPSE: (),
    CapacityAction.WITHDRAW: ((is_office_of_owner,),),
}

STATES: Mapping[CapacityRight, frozenset[CapacityState]] = {
    CapacityPermission.EDIT: frozenset({S.DRAFT}),
    CapacityPermission.DELETE: frozenset({S.DRAFT}),
    CapacityAction.POST: frozenset({S.DRAFT}),
    CapacityAction.TAKE_BACK: frozenset({S.IN_CLEARANCE}),
    CapacityAction.CLEAR: frozenset({S.IN_CLEARANCE}),
    CapacityAction.SEND_BACK: frozenset({S.IN_CLEARANCE}),
    CapacityAction.HOLD_BACK: frozenset({S.POSTED}),
    CapacityAction.CIRCULATE: frozenset({S.POSTED}),
    CapacityAction.RENEW: frozenset(SHOWN),
    CapacityAction.LAPSE: frozenset({S.LAPSED}),  # everybody reads so from the first day on
    CapacityAction.WITHDRAW: frozenset(S) - {S.DRAFT, S.WITHDRAWN},
}

WRONG_STATE: Mapping[CapacityRight, str] = {
    CapacityPermission.EDIT: N_("It is posted and can't be changed any more. It can be withdrawn and written again."),
    CapacityPermission.DELETE: N_("Only a draft can be deleted. What is posted can be withdrawn."),
    CapacityAction.HOLD_BACK: N_("This request is circulated, or not cleared yet. It can be withdrawn."),
}


def sees(actor: Actor, capacity: Capacity) -> bool:
    """Whether the actor sees it: its own delegation always, the others once it is shown to them."""
    return is_office_of_owner(actor, capacity) or (is_shown(capacity) and capacity.audience in actor.audiences)


def is_shown(capacity: Capacity) -> bool:
    """Whether others than its own delegation read it."""
    return capacity.shown_at is not None and capacity.state in SHOWN


def is_open(capacity: Capacity) -> bool:
    """Whether others than its own delegation read it, and its last day has not passed: talks are about such."""
    return capacity.shown_at is not None and capacity.state in CURRENT


def capacity_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Capacity that is the same as `sees`."""
    own = Capacity.owner_code == actor.delegation if actor.is_a(*OFFICE_ROLES) else false()
    return or_(own, is_shown_to(actor))


def is_shown_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Capacity that all of the actor's audience read it."""
    shown = and_(Capacity.shown_at.is_not(None), Capacity.stored_state.in_(SHOWN))
    return and_(shown, Capacity.audience.in_(actor.audiences))


def is_current(today: date) -> ColumnElement[bool]:
    """Return the condition on Capacity that it is posted or circulated, and its last day has not passed."""
    return and_(Capacity.stored_state.in_(CURRENT), Capacity.valid_until >= today)


def is_of_side(side: CapacitySide) -> ColumnElement[bool]:
    """Return the condition on Capacity that it is an offer, or a request."""
    return Capacity.side == side


def may_post_capacity(actor: Actor) -> bool:
    """Whether the actor may start an offer or a request for its delegation."""
    return actor.is_a(Role.FOCAL_POINT)


CAPACITY_POLICY: PolicyTable[Capacity] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
