"""Who may see and do what with an event: as tables, as a value and as an SQL condition.

Its organiser are the offices of the delegation that announces it, and its editors.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, or_

from case_studies.errors import N_
from case_studies.models import Event
from case_studies.policy.actor import Actor
from case_studies.policy.items import did_not_write_it, is_clearance_officer_of_owner, is_editor
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import EventAction, EventState, Role

ORGANISER_ROLES = (Role.FOCAL_POINT, Role.EDITOR)
OWNER_ROLES = (*OFFICE_ROLES, Role.EDITOR)


class EventPermission(StrEnum):
    """What may be done with an event besides the actions of its workflow."""

    EDIT = "edit"  # a draft
    EDIT_PAPERS = "edit_papers"  # of an announced event
    DELETE = "delete"  # a draft
    READ_ATTENDANCE = "read_attendance"


def is_organiser(actor: Actor, event: Event) -> bool:
    """Whether the actor writes for the delegation that announces it, or is its editor."""
    return actor.delegation == event.owner_code and actor.is_a(*ORGANISER_ROLES)


def is_of_owner(actor: Actor, event: Event) -> bool:
    """Whether the actor writes, clears or edits for the delegation that announces it."""
    return actor.delegation == event.owner_code and actor.is_a(*OWNER_ROLES)


def is_member(actor: Actor, _event: Event) -> bool:
    """Whether the actor is an office of a member."""
    return actor.signed_in


S = EventState
HIDDEN = (S.DRAFT, S.IN_CLEARANCE, S.WITHDRAWN)
SHOWN = tuple(state for state in S if state not in HIDDEN)
AHEAD = frozenset({S.ANNOUNCED, S.CONFIRMED})
OVER = frozenset({S.HELD, S.DOCUMENTED})

EventRight = EventAction | EventPermission

RULES: Mapping[EventRight, Lines[Event]] = {
    EventPermission.EDIT: ((is_organiser,),),
    EventPermission.EDIT_PAPERS: ((is_organiser,),),
    EventPermission.DELETE: ((is_organiser,),),
    EventPermission.READ_ATTENDANCE: ((is_organiser,),),
    EventAction.ANNOUNCE: ((is_organiser,),),
    EventAction.TAKE_BACK: ((is_organiser,),),
    EventAction.CLEAR: ((is_clearance_officer_of_owner, did_not_write_it),),
    EventAction.SEND_BACK: ((is_clearance_officer_of_owner,),),
    EventAction.CONFIRM: ((is_organiser,),),
    EventAction.MOVE: ((is_organiser,),),
    EventAction.CANCEL: ((is_organiser,),),
    EventAction.TAKE_PART: ((is_member,),),
    EventAction.HOLD: (),
    EventAction.DOCUMENT: ((is_organiser,), (is_editor,)),
    EventAction.WITHDRAW: ((is_of_owner,),),
}

STATES: Mapping[EventRight, frozenset[EventState]] = {
    EventPermission.EDIT: frozenset({S.DRAFT}),
    EventPermission.EDIT_PAPERS: AHEAD | OVER,
    EventPermission.DELETE: frozenset({S.DRAFT}),
    EventPermission.READ_ATTENDANCE: frozenset(SHOWN),
    EventAction.ANNOUNCE: frozenset({S.DRAFT}),
    EventAction.TAKE_BACK: frozenset({S.IN_CLEARANCE}),
    EventAction.CLEAR: frozenset({S.IN_CLEARANCE}),
    EventAction.SEND_BACK: frozenset({S.IN_CLEARANCE}),
    EventAction.CONFIRM: frozenset({S.ANNOUNCED}),
    EventAction.MOVE: AHEAD,
    EventAction.CANCEL: AHEAD,
    EventAction.TAKE_PART: AHEAD,
    EventAction.HOLD: frozenset({S.CONFIRMED}),
    EventAction.DOCUMENT: frozenset({S.HELD}),
    EventAction.WITHDRAW: frozenset(S) - {S.DRAFT, S.WITHDRAWN},
}

WRONG_STATE: Mapping[EventRight, str] = {
    EventPermission.EDIT: N_("This event is announced. Its organiser can move it and change its papers."),
    EventPermission.DELETE: N_(
        "Only a draft can be deleted. An event that is announced can be cancelled or withdrawn."
    ),
    EventAction.TAKE_PART: N_("This event is over or cancelled, or not announced yet."),
    EventAction.DOCUMENT: N_("What came of an event is written after it was held."),
}


def sees(actor: Actor, event: Event) -> bool:
    """Whether the actor sees the event: its delegation always, the others once it is announced to them."""
    return is_of_owner(actor, event) or (event.state in SHOWN and event.audience in actor.audiences)


def event_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Event that is the same as `sees`."""
    own = Event.owner_code == actor.delegation if actor.is_a(*OWNER_ROLES) else false()
    return or_(own, and_(Event.state.in_(SHOWN), Event.audience.in_(actor.audiences)))


def may_announce_events(actor: Actor) -> bool:
    """Whether the actor may start an event for its delegation."""
    return actor.is_a(*ORGANISER_ROLES)


def is_announced(event: Event) -> bool:
    """Whether others than its own delegation see the event, or saw it."""
    return event.state not in HIDDEN


EVENT_POLICY: PolicyTable[Event] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
