"""THE rules table: who may do what with a case, read in two minutes.

A permission is given when every sentence of one of its lines is true. State and version are not asked here: that is
the engine's business, and its refusal is another one (409, not 403).
"""

from collections.abc import Callable
from enum import StrEnum

from case_studies.models import Case
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import (
    did_not_write_it,
    has_no_interest,
    is_asked_to_review,
    is_clearance_officer_of_submitter,
    is_editor_without_conflict,
    is_focal_point_of_submitter,
    is_office_of_submitter,
)
from case_studies.vocabulary import Action


class Permission(StrEnum):
    """What may be done with a case beside the actions of the workflow."""

    EDIT = "edit"
    ASSIGN = "assign"
    READ_ALL_REVIEWS = "read_all_reviews"
    READ_REVIEWS_UNNAMED = "read_reviews_unnamed"
    DECLARE_CONFLICT = "declare_conflict"
    OVERRIDE_CONFLICT = "override_conflict"


Sentence = Callable[[Actor, Case], bool]

RULES: dict[Action | Permission, tuple[tuple[Sentence, ...], ...]] = {
    Permission.EDIT: ((is_focal_point_of_submitter,),),
    Permission.ASSIGN: ((is_editor_without_conflict,),),
    Permission.READ_ALL_REVIEWS: ((is_editor_without_conflict,),),
    Permission.READ_REVIEWS_UNNAMED: ((is_office_of_submitter,),),
    Permission.DECLARE_CONFLICT: ((is_editor_without_conflict,), (is_asked_to_review,)),
    Permission.OVERRIDE_CONFLICT: ((is_editor_without_conflict, has_no_interest),),
    Action.REQUEST_CLEARANCE: ((is_focal_point_of_submitter,),),
    Action.CLEAR: ((is_clearance_officer_of_submitter, did_not_write_it),),
    Action.SEND_BACK: ((is_clearance_officer_of_submitter,),),
    Action.RETURN_TO_SUBMITTER: ((is_editor_without_conflict,),),
    Action.START_REVIEW: ((is_editor_without_conflict,),),
    Action.REQUEST_REVISION: ((is_editor_without_conflict,),),
    Action.PUBLISH: ((is_editor_without_conflict,),),
    Action.DECLINE: ((is_editor_without_conflict,),),
    Action.REVISE: ((is_focal_point_of_submitter,),),
    Action.ARCHIVE: ((is_editor_without_conflict,), (is_focal_point_of_submitter,)),
    Action.RESTORE: ((is_editor_without_conflict,),),
    Action.WITHDRAW: ((is_office_of_submitter,),),
}


def may(actor: Actor, permission: Action | Permission, case: Case) -> bool:
    """Whether the actor may do this with the case, its state aside."""
    return any(all(sentence(actor, case) for sentence in line) for line in RULES[permission])
