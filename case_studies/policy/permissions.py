"""The two tables of the policy: who may do what with a case, and in which states of the case it can be done.

`RULES` gives a permission when every sentence of one of its lines is true. A person who has no permission is refused
with 403. `STATES` says when the permission can be used. A case in another state is refused with 409.
`allowed_now.py` combines both tables.
"""

from collections.abc import Callable, Mapping
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
from case_studies.vocabulary import WITH_AUTHOR, WITH_EDITORS, Action, AssignmentState, Role, State


class Permission(StrEnum):
    """What may be done with a case besides the actions of the workflow."""

    EDIT = "edit"
    DELETE = "delete"  # a draft that was never submitted
    CONFIRM = "confirm"  # what became of a published case
    READ_OPEN_REMARKS = "read_open_remarks"  # of the round that a revision responds to
    RESPOND_TO_REMARKS = "respond_to_remarks"
    ASSIGN = "assign"
    READ_ASSIGNMENTS = "read_assignments"
    ANSWER_INVITATION = "answer_invitation"
    REVIEW = "review"
    READ_ALL_REVIEWS = "read_all_reviews"
    READ_REVIEWS_UNNAMED = "read_reviews_unnamed"
    DECLARE_CONFLICT = "declare_conflict"
    OVERRIDE_CONFLICT = "override_conflict"
    NARROW = "narrow"  # who may read what is published
    DECIDE_REPORTS = "decide_reports"  # of readers, that a part should not be there
    ANSWER_REPORTS = "answer_reports"


Right = Action | Permission
Sentence = Callable[[Actor, Case], bool]

RULES: Mapping[Right, tuple[tuple[Sentence, ...], ...]] = {
    Permission.EDIT: ((is_focal_point_of_submitter,),),
    Permission.DELETE: ((is_focal_point_of_submitter,),),
    Permission.CONFIRM: ((is_office_of_submitter,),),
    Permission.READ_OPEN_REMARKS: ((is_office_of_submitter,),),
    Permission.RESPOND_TO_REMARKS: ((is_focal_point_of_submitter,),),
    Permission.ASSIGN: ((is_editor_without_conflict,),),
    Permission.READ_ASSIGNMENTS: ((is_editor_without_conflict,),),
    Permission.ANSWER_INVITATION: ((is_asked_to_review,),),
    Permission.REVIEW: ((is_asked_to_review,),),
    Permission.READ_ALL_REVIEWS: ((is_editor_without_conflict,),),
    Permission.READ_REVIEWS_UNNAMED: ((is_office_of_submitter,),),
    Permission.DECLARE_CONFLICT: ((is_editor_without_conflict,), (is_asked_to_review,)),
    Permission.OVERRIDE_CONFLICT: ((is_editor_without_conflict, has_no_interest),),
    Permission.NARROW: ((is_office_of_submitter,),),
    Permission.DECIDE_REPORTS: ((is_editor_without_conflict,),),
    Permission.ANSWER_REPORTS: ((is_office_of_submitter,),),
    Action.REQUEST_CLEARANCE: ((is_focal_point_of_submitter,),),
    Action.TAKE_BACK: ((is_focal_point_of_submitter,),),
    Action.CLEAR: ((is_clearance_officer_of_submitter, did_not_write_it),),
    Action.SEND_BACK: ((is_clearance_officer_of_submitter,),),
    Action.RECALL: ((is_office_of_submitter,),),
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

ROLES_OF_SENTENCE: Mapping[Sentence, frozenset[Role]] = {
    is_focal_point_of_submitter: frozenset({Role.FOCAL_POINT}),
    is_clearance_officer_of_submitter: frozenset({Role.CLEARANCE_OFFICER}),
    is_office_of_submitter: frozenset({Role.FOCAL_POINT, Role.CLEARANCE_OFFICER}),
    is_asked_to_review: frozenset({Role.REVIEWER}),
    is_editor_without_conflict: frozenset({Role.EDITOR}),
}
"""The roles that a sentence is about. Sentences about something else, such as a conflict, are not listed."""

ANY_STATE = frozenset(State)

STATES: Mapping[Right, frozenset[State]] = {
    Permission.EDIT: WITH_AUTHOR,
    Permission.DELETE: frozenset({State.DRAFT}),
    Permission.CONFIRM: ANY_STATE - {State.SUPERSEDED, State.ARCHIVED, State.DECLINED, State.WITHDRAWN},
    Permission.READ_OPEN_REMARKS: frozenset({State.REVISION_REQUESTED, State.IN_CLEARANCE}),
    Permission.RESPOND_TO_REMARKS: frozenset({State.REVISION_REQUESTED}),
    Permission.ASSIGN: WITH_EDITORS,
    Permission.READ_ASSIGNMENTS: ANY_STATE,
    Permission.ANSWER_INVITATION: WITH_EDITORS,
    Permission.REVIEW: frozenset({State.IN_REVIEW}),
    Permission.READ_ALL_REVIEWS: ANY_STATE,
    Permission.READ_REVIEWS_UNNAMED: ANY_STATE,
    Permission.DECLARE_CONFLICT: ANY_STATE,
    Permission.OVERRIDE_CONFLICT: ANY_STATE,
    **dict.fromkeys(
        (Permission.NARROW, Permission.DECIDE_REPORTS, Permission.ANSWER_REPORTS),
        ANY_STATE - {State.SUPERSEDED, State.DECLINED, State.WITHDRAWN},
    ),
    Action.REQUEST_CLEARANCE: WITH_AUTHOR,
    Action.TAKE_BACK: frozenset({State.IN_CLEARANCE}),
    Action.CLEAR: frozenset({State.IN_CLEARANCE}),
    Action.SEND_BACK: frozenset({State.IN_CLEARANCE}),
    Action.RECALL: frozenset({State.SUBMITTED}),
    Action.RETURN_TO_SUBMITTER: frozenset({State.SUBMITTED}),
    Action.START_REVIEW: frozenset({State.SUBMITTED}),
    Action.REQUEST_REVISION: frozenset({State.IN_REVIEW}),
    Action.PUBLISH: frozenset({State.IN_REVIEW}),
    Action.DECLINE: WITH_EDITORS,
    Action.REVISE: frozenset({State.PUBLISHED}),
    Action.ARCHIVE: frozenset({State.PUBLISHED}),
    Action.RESTORE: frozenset({State.ARCHIVED}),
    Action.WITHDRAW: ANY_STATE - {State.SUPERSEDED, State.DECLINED, State.WITHDRAWN},
}

# What is done with the revision that readers have; so there has to be one, whichever revision is at work.
OF_READABLE: frozenset[Right] = frozenset(
    {Permission.NARROW, Permission.DECIDE_REPORTS, Permission.ANSWER_REPORTS, Permission.CONFIRM}
)

# For what a reviewer does: the states of their assignment, which also has to be to the current revision.
ASSIGNMENT_STATES: Mapping[Right, frozenset[AssignmentState]] = {
    Permission.ANSWER_INVITATION: frozenset({AssignmentState.INVITED}),
    Permission.REVIEW: frozenset({AssignmentState.ACCEPTED, AssignmentState.SUBMITTED}),
}


def states_of(right: Right) -> frozenset[State]:
    """Return the states in which the rules can give a right, for those who explain them."""
    return STATES[right]


def may(actor: Actor, right: Right, case: Case) -> bool:
    """Whether the rules give the actor this right in the case, in whichever state it is."""
    return any(all(sentence(actor, case) for sentence in line) for line in RULES[right])


def rights_of(role: Role) -> list[Right]:
    """Return what an account with this role may do with cases, in the order of the table."""
    return [
        right
        for right, lines in RULES.items()
        if any(role in ROLES_OF_SENTENCE.get(sentence, ()) for line in lines for sentence in line)
    ]
