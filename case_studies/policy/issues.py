"""Who may see and do what with a difficult issue: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, or_

from case_studies.errors import N_
from case_studies.models import Issue
from case_studies.policy.actor import Actor
from case_studies.policy.items import (
    did_not_write_it,
    is_clearance_officer_of_owner,
    is_editor_of_another,
    is_focal_point_of_owner,
    is_of_another_delegation,
    is_office_of_owner,
)
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import IssueAction, IssueState, Role


def is_focal_point_of_another(actor: Actor, issue: Issue) -> bool:
    """Whether the actor writes for a delegation that does not ask."""
    return actor.is_a(Role.FOCAL_POINT) and actor.delegation != issue.owner_code


class IssuePermission(StrEnum):
    """What may be done with an issue besides the actions of its workflow."""

    EDIT = "edit"
    DELETE = "delete"  # a draft
    INVITE = "invite"  # delegations to answer


S = IssueState
HIDDEN = (S.DRAFT, S.IN_CLEARANCE, S.WITHDRAWN)
POSTED = tuple(state for state in S if state not in HIDDEN)
UNSETTLED = frozenset({S.OPEN, S.ANSWERED, S.TRYING, S.NO_ANSWER})

IssueRight = IssueAction | IssuePermission

RULES: Mapping[IssueRight, Lines[Issue]] = {
    IssuePermission.EDIT: ((is_focal_point_of_owner,),),
    IssuePermission.DELETE: ((is_focal_point_of_owner,),),
    IssuePermission.INVITE: ((is_editor_of_another,),),
    IssueAction.POST: ((is_focal_point_of_owner,),),
    IssueAction.TAKE_BACK: ((is_focal_point_of_owner,),),
    IssueAction.CLEAR: ((is_clearance_officer_of_owner, did_not_write_it),),
    IssueAction.SEND_BACK: ((is_clearance_officer_of_owner,),),
    IssueAction.ANSWER: ((is_of_another_delegation,),),
    IssueAction.SYNTHESIZE: ((is_editor_of_another,),),
    IssueAction.TAKE_UP: ((is_focal_point_of_owner,),),
    IssueAction.REPORT_OUTCOME: ((is_focal_point_of_owner,), (is_focal_point_of_another,)),
    IssueAction.STILL_SO: ((is_focal_point_of_owner,),),
    IssueAction.OVERTAKE: ((is_focal_point_of_owner,), (is_editor_of_another,)),
    IssueAction.REOPEN: ((is_focal_point_of_owner,),),
    IssueAction.TURN_INTO_CASE: ((is_focal_point_of_owner,),),
    IssueAction.WITHDRAW: ((is_office_of_owner,),),
}

STATES: Mapping[IssueRight, frozenset[IssueState]] = {
    IssuePermission.EDIT: frozenset({S.DRAFT}),
    IssuePermission.DELETE: frozenset({S.DRAFT}),
    IssuePermission.INVITE: frozenset({S.OPEN, S.ANSWERED, S.NO_ANSWER}),
    IssueAction.POST: frozenset({S.DRAFT}),
    IssueAction.TAKE_BACK: frozenset({S.IN_CLEARANCE}),
    IssueAction.CLEAR: frozenset({S.IN_CLEARANCE}),
    IssueAction.SEND_BACK: frozenset({S.IN_CLEARANCE}),
    IssueAction.ANSWER: UNSETTLED,
    IssueAction.SYNTHESIZE: frozenset({S.OPEN, S.ANSWERED}),
    IssueAction.TAKE_UP: frozenset({S.ANSWERED, S.TRYING}),
    IssueAction.REPORT_OUTCOME: frozenset({S.ANSWERED, S.TRYING}),
    IssueAction.STILL_SO: frozenset({S.RESOLVED, S.NO_ANSWER, S.TRYING}),
    IssueAction.OVERTAKE: UNSETTLED,
    IssueAction.REOPEN: frozenset({S.RESOLVED, S.NOT_RESOLVED, S.NO_ANSWER, S.OVERTAKEN}),
    IssueAction.TURN_INTO_CASE: frozenset({S.RESOLVED}),
    IssueAction.WITHDRAW: frozenset(S) - {S.DRAFT, S.WITHDRAWN},
}

WRONG_STATE: Mapping[IssueRight, str] = {
    IssuePermission.EDIT: N_("This issue is posted and can't be changed any more."),
    IssuePermission.DELETE: N_("Only a draft can be deleted. An issue that is posted can be withdrawn."),
    IssuePermission.INVITE: N_("Delegations are invited while an issue waits for answers."),
    IssueAction.TURN_INTO_CASE: N_("Only a resolved issue can become a case."),
    IssueAction.ANSWER: N_("This issue takes no answers any more, or not yet."),
}


def sees(actor: Actor, issue: Issue) -> bool:
    """Whether the actor sees the issue: its own delegation always, the others once it is posted to them."""
    if is_office_of_owner(actor, issue):
        return True
    return issue.state in POSTED and issue.audience in actor.audiences


def may_post_issues(actor: Actor) -> bool:
    """Whether the actor may start an issue for its delegation."""
    return actor.is_a(Role.FOCAL_POINT)


def is_posted(issue: Issue) -> bool:
    """Whether others than its own delegation see the issue, or saw it."""
    return issue.state not in HIDDEN


def issue_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Issue that is the same as `sees`."""
    posted = and_(Issue.state.in_(POSTED), Issue.audience.in_(actor.audiences))
    own = Issue.owner_code == actor.delegation if actor.is_a(*OFFICE_ROLES) else false()
    return or_(own, posted)


ISSUE_POLICY: PolicyTable[Issue] = PolicyTable(rules=RULES, states=STATES, sees=sees, wrong_state=WRONG_STATE)
