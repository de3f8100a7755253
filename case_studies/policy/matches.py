"""Who may see and do what with a match: the offices of the two delegations and the editors, and nobody else."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false, or_, true

from case_studies.capacity_states import MatchAction, MatchParty, MatchState
from case_studies.errors import N_
from case_studies.models import Capacity, Match
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import is_open
from case_studies.policy.items import is_editor, is_focal_point_of_owner, is_office_of_owner
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import Role


class MatchPermission(StrEnum):
    """What may be done with a match besides the actions of its workflow."""

    SAY = "say"  # something in the talk; the history has no entry about it


def is_focal_point_of_offering(actor: Actor, match: Match) -> bool:
    """Whether the actor writes for the delegation that offers."""
    return actor.delegation == match.offering_code and actor.is_a(Role.FOCAL_POINT)


def is_office_of_offering(actor: Actor, match: Match) -> bool:
    """Whether the actor writes or clears for the delegation that offers."""
    return actor.delegation == match.offering_code and actor.is_a(*OFFICE_ROLES)


def may_begin(actor: Actor, request: Capacity) -> MatchParty | None:
    """Return on which side the actor may begin a match about a request now; an editor brings two others together."""
    if not request.is_request or not is_open(request):
        return None
    if actor.is_a(Role.FOCAL_POINT):
        return MatchParty.ASKING if actor.delegation == request.owner_code else MatchParty.OFFERING
    may_edit = actor.is_a(Role.EDITOR) and actor.delegation != request.owner_code
    return MatchParty.EDITOR if may_edit else None


def party_of(actor: Actor, match: Match) -> MatchParty:
    """Return on which side the actor speaks."""
    if actor.is_a(*OFFICE_ROLES) and actor.delegation in (match.owner_code, match.offering_code):
        return MatchParty.ASKING if actor.delegation == match.owner_code else MatchParty.OFFERING
    return MatchParty.EDITOR


def did_not_report_delivery(actor: Actor, match: Match) -> bool:
    """Whether the other side reported the delivery."""
    return match.delivery_reported_by not in (None, party_of(actor, match))


def has_not_reported(actor: Actor, match: Match) -> bool:
    """Whether the actor's side has not said what came of it. A report that is being written does not count."""
    return party_of(actor, match) not in {report.party for report in match.reports if report.id is not None}


def was_asked(_actor: Actor, match: Match) -> bool:
    """Whether the delegation that asked was asked whether the need was met, and has not answered."""
    return match.asked_on is not None


S = MatchState
CHOSEN = frozenset({S.MATCHED, S.UNDER_WAY, S.DELIVERED, S.CLOSED})
OPEN = frozenset({S.TALKING, S.MATCHED, S.UNDER_WAY})

MatchRight = MatchAction | MatchPermission
SIDES: Lines[Match] = ((is_focal_point_of_owner,), (is_focal_point_of_offering,))

RULES: Mapping[MatchRight, Lines[Match]] = {
    MatchPermission.SAY: (*SIDES, (is_editor,)),
    MatchAction.CHOOSE: ((is_focal_point_of_owner,),),
    MatchAction.DELIVER: SIDES,
    MatchAction.CONFIRM_DELIVERY: tuple((*line, did_not_report_delivery) for line in SIDES),
    MatchAction.REPORT: tuple((*line, has_not_reported) for line in SIDES),
    MatchAction.ANSWER_YEAR: ((is_focal_point_of_owner, was_asked),),
    MatchAction.ASK_YEAR: (),
    MatchAction.END: (*SIDES, (is_editor,)),
}

STATES: Mapping[MatchRight, frozenset[MatchState]] = {
    MatchPermission.SAY: OPEN | {S.DELIVERED},
    MatchAction.CHOOSE: frozenset({S.TALKING}),
    MatchAction.DELIVER: frozenset({S.MATCHED, S.UNDER_WAY}),
    MatchAction.CONFIRM_DELIVERY: frozenset({S.UNDER_WAY}),
    MatchAction.REPORT: frozenset({S.DELIVERED}),
    MatchAction.ANSWER_YEAR: CHOSEN | {S.ENDED},
    MatchAction.ASK_YEAR: CHOSEN | {S.ENDED},
    MatchAction.END: OPEN,
}

WRONG_STATE: Mapping[MatchRight, str] = {
    MatchPermission.SAY: N_("This talk is over."),
    MatchAction.REPORT: N_("What came of it is reported after the delivery was confirmed."),
}


def sees(actor: Actor, match: Match) -> bool:
    """Whether the actor is of one of the two delegations, or an editor."""
    return is_office_of_owner(actor, match) or is_office_of_offering(actor, match) or is_editor(actor, match)


def match_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Match that is the same as `sees`."""
    if actor.is_a(Role.EDITOR):
        return true()
    if not actor.is_a(*OFFICE_ROLES):
        return false()
    return or_(Match.owner_code == actor.delegation, Match.offering_code == actor.delegation)


MATCH_POLICY: PolicyTable[Match] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
