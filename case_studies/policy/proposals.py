"""Who may see and do what with a study proposal: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, false, true

from case_studies.errors import N_
from case_studies.models import StudyProposal
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor
from case_studies.policy.studies import LISTING
from case_studies.policy.table import Lines, PolicyTable
from case_studies.study_vocabulary import ProposalAction, ProposalState


class ProposalPermission(StrEnum):
    """What may be done with a proposal besides the actions of its workflow."""

    EDIT = "edit"


ProposalRight = ProposalAction | ProposalPermission
A, S = ProposalAction, ProposalState
GATHERING = frozenset({S.PROPOSED, S.JOINED})
"""The states in which delegations join and leave."""


def speaks_for_leader(actor: Actor, proposal: StudyProposal) -> bool:
    """Whether the actor writes for the delegation that leads the study."""
    return actor.delegation == proposal.owner_code and actor.is_a(*LISTING)


def may_join(actor: Actor, proposal: StudyProposal) -> bool:
    """Whether the actor speaks for another delegation, which has not joined."""
    return actor.is_a(*LISTING) and actor.delegation not in {proposal.owner_code, *_joined(proposal)}


def has_joined(actor: Actor, proposal: StudyProposal) -> bool:
    """Whether the actor speaks for a delegation that joined."""
    return actor.is_a(*LISTING) and actor.delegation in _joined(proposal)


RULES: Mapping[ProposalRight, Lines[StudyProposal]] = {
    ProposalPermission.EDIT: ((speaks_for_leader,),),
    A.JOIN: ((may_join,),),
    A.LEAVE: ((has_joined,),),
    A.BEGIN: ((speaks_for_leader,),),
    A.DELIVER: ((speaks_for_leader,),),
    A.DROP: ((speaks_for_leader,), (is_editor,)),
}
STATES: Mapping[ProposalRight, frozenset[ProposalState]] = {
    ProposalPermission.EDIT: GATHERING,
    A.JOIN: GATHERING,
    A.LEAVE: GATHERING,
    A.BEGIN: frozenset({S.JOINED}),
    A.DELIVER: frozenset({S.UNDER_WAY}),
    A.DROP: GATHERING | {S.UNDER_WAY},
}


def sees(actor: Actor, _proposal: StudyProposal) -> bool:
    """Whether the actor sees it: every member does."""
    return actor.signed_in


def proposal_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on StudyProposal that is the same as `sees`."""
    return true() if actor.signed_in else false()


def may_propose_studies(actor: Actor) -> bool:
    """Whether the actor may propose a study."""
    return actor.is_a(*LISTING)


def knows_who_was_asked(actor: Actor, proposal: StudyProposal) -> bool:
    """Whether the actor may know which delegations were asked to join: nobody should have to explain a no."""
    return actor.delegation == proposal.owner_code


def _joined(proposal: StudyProposal) -> list[str]:
    return [one.delegation_code for one in proposal.joined]


PROPOSAL_POLICY: PolicyTable[StudyProposal] = PolicyTable(
    rules=RULES,
    states=STATES,
    sees=sees,
    not_allowed={A.JOIN: N_("Focal points and editors of other delegations join, once for each delegation.")},
)
