"""Who may see and do what with a study: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement

from case_studies.models import Study
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor, is_editor_of_another, is_focal_point_of_owner
from case_studies.policy.table import Lines, PolicyTable
from case_studies.study_vocabulary import StudyAction, StudyState
from case_studies.vocabulary import Role


class StudyPermission(StrEnum):
    """What may be done with a study besides the actions of its workflow."""

    EDIT = "edit"


StudyRight = StudyAction | StudyPermission
S = StudyState
FOR_ALL = (S.CHECKED, S.SUPERSEDED)
FOR_MEMBERS = (S.LISTED, *FOR_ALL)
LISTING = (Role.EDITOR, Role.FOCAL_POINT)


def is_editor_of_owner(actor: Actor, study: Study) -> bool:
    """Whether the actor is an editor, and their delegation listed it."""
    return actor.is_a(Role.EDITOR) and actor.delegation == study.owner_code


RULES: Mapping[StudyRight, Lines[Study]] = {
    StudyPermission.EDIT: ((is_focal_point_of_owner,), (is_editor_of_owner,)),
    StudyAction.CHECK: ((is_editor_of_another,),),
    StudyAction.SUPERSEDE: ((is_editor,),),
    StudyAction.WITHDRAW: ((is_editor,), (is_focal_point_of_owner,)),
}
STATES: Mapping[StudyRight, frozenset[StudyState]] = {
    StudyPermission.EDIT: frozenset({S.LISTED}),
    StudyAction.CHECK: frozenset({S.LISTED}),
    StudyAction.SUPERSEDE: frozenset({S.CHECKED}),
    StudyAction.WITHDRAW: frozenset(FOR_MEMBERS),
}


def sees(actor: Actor, study: Study) -> bool:
    """Whether the actor sees it: members what is listed, everybody what was checked."""
    return study.state in _seen_by(actor)


def study_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Study that is the same as `sees`."""
    return Study.state.in_(_seen_by(actor))


def may_list_studies(actor: Actor) -> bool:
    """Whether the actor may add a study to the list."""
    return actor.is_a(*LISTING)


def _seen_by(actor: Actor) -> tuple[StudyState, ...]:
    return FOR_MEMBERS if actor.signed_in else FOR_ALL


STUDY_POLICY: PolicyTable[Study] = PolicyTable(rules=RULES, states=STATES, sees=sees)
