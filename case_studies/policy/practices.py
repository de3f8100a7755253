"""Who may do what with a good practice: as tables."""

from collections.abc import Mapping
from enum import StrEnum

from case_studies.errors import N_
from case_studies.models import Practice, PracticeEvidence
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor as is_editor
from case_studies.policy.items import is_focal_point_of_owner
from case_studies.policy.practice_release import sees_edition
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import PracticeAction, PracticeState, Role


class PracticePermission(StrEnum):
    """What may be done with a practice besides the actions of its workflow."""

    EDIT = "edit"  # its text, its evidence and its search for counter-evidence
    ASSESS = "assess"
    ANSWER_REMARK = "answer_remark"
    WITHDRAW_EVIDENCE = "withdraw_evidence"  # of the own delegation, at once


def is_member(actor: Actor, _practice: Practice) -> bool:
    """Whether the actor is signed in."""
    return actor.signed_in


def is_focal_point_of_another(actor: Actor, practice: Practice) -> bool:
    """Whether the actor is a focal point of another delegation."""
    return actor.is_a(Role.FOCAL_POINT) and actor.delegation != practice.owner_code


def is_not_in_consultation(_actor: Actor, practice: Practice) -> bool:
    """Whether the consultation has not begun."""
    return practice.state in (PracticeState.PROPOSED, PracticeState.DRAFT)


def cited_by(row: PracticeEvidence) -> set[str]:
    """Return the codes of the delegations that submitted the case of a row, alone or with others."""
    pinned = next((one for one in row.case.revisions if one.number == row.revision_number), None)
    return {row.case.submitting_code, *(one.code for one in (pinned.co_submitters if pinned is not None else ()))}


def is_focal_point_of_cited(actor: Actor, practice: Practice) -> bool:
    """Whether the actor is a focal point of a delegation whose case the current edition cites."""
    rows = practice.current.rows
    return actor.is_a(Role.FOCAL_POINT) and any(actor.delegation in cited_by(row) for row in rows)


def is_office_of_cited(actor: Actor, practice: Practice) -> bool:
    """Whether the actor writes or clears for a delegation whose case an edition cites that they see."""
    rows = [row for edition in practice.editions if sees_edition(actor, edition) for row in edition.rows]
    return actor.is_a(*OFFICE_ROLES) and any(actor.delegation in cited_by(row) for row in rows)


def did_not_propose_adoption(actor: Actor, practice: Practice) -> bool:
    """Whether no editor of the actor's delegation proposed the adoption."""
    return actor.delegation != practice.current.adoption_proposed_code


S = PracticeState
PracticeRight = PracticeAction | PracticePermission
WRITABLE = frozenset({S.PROPOSED, S.DRAFT, S.IN_CONSULTATION})

RULES: Mapping[PracticeRight, Lines[Practice]] = {
    PracticePermission.EDIT: ((is_editor,), (is_focal_point_of_owner, is_not_in_consultation)),
    PracticePermission.ASSESS: ((is_editor,),),
    PracticePermission.ANSWER_REMARK: ((is_editor,),),
    PracticePermission.WITHDRAW_EVIDENCE: ((is_office_of_cited,),),
    PracticeAction.SUPPORT: ((is_focal_point_of_another,),),
    PracticeAction.CONSULT: ((is_editor,),),
    PracticeAction.OBJECT: ((is_focal_point_of_cited,),),
    PracticeAction.CORRECT: ((is_member,),),
    PracticeAction.ADOPT: ((is_editor, did_not_propose_adoption),),
    PracticeAction.REVISE: ((is_editor,),),
    PracticeAction.RETIRE: ((is_editor,),),
    PracticeAction.WITHDRAW: ((is_editor,), (is_focal_point_of_owner, is_not_in_consultation)),
}

STATES: Mapping[PracticeRight, frozenset[PracticeState]] = {
    PracticePermission.EDIT: WRITABLE,
    PracticePermission.ASSESS: frozenset({S.DRAFT, S.IN_CONSULTATION, S.ADOPTED}),
    PracticePermission.ANSWER_REMARK: frozenset({S.IN_CONSULTATION}),
    PracticePermission.WITHDRAW_EVIDENCE: frozenset(S) - {S.WITHDRAWN},
    PracticeAction.SUPPORT: frozenset({S.PROPOSED}),
    PracticeAction.CONSULT: frozenset({S.DRAFT}),
    PracticeAction.OBJECT: frozenset({S.IN_CONSULTATION}),
    PracticeAction.CORRECT: frozenset({S.IN_CONSULTATION}),
    PracticeAction.ADOPT: frozenset({S.IN_CONSULTATION}),
    PracticeAction.REVISE: frozenset({S.ADOPTED}),
    PracticeAction.RETIRE: frozenset({S.ADOPTED}),
    PracticeAction.WITHDRAW: WRITABLE,
}

WRONG_STATE: Mapping[PracticeRight, str] = {
    right: N_("This is not possible in the present state of the practice.") for right in RULES
} | {PracticePermission.EDIT: N_("An adopted edition can't be changed. Open the next edition.")}


def may_propose(actor: Actor) -> bool:
    """Whether the actor may start a practice."""
    return actor.is_a(Role.EDITOR, Role.FOCAL_POINT)


def sees(actor: Actor, practice: Practice) -> bool:
    """Whether the actor sees an edition of the practice."""
    return any(sees_edition(actor, edition) for edition in practice.editions)


PRACTICE_POLICY: PolicyTable[Practice] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
