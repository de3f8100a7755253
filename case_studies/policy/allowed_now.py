"""The one answer to "may this actor do it now": the rules and the states of `permissions.py`, for one case.

Operations, pages, API, links and desks all ask here. What a step of the workflow needs beyond the right person and the
right state, such as enough approvals, is in `workflow/guards.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from case_studies.errors import N_, WrongState
from case_studies.models import Assignment, Case
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import ASSIGNMENT_STATES, OF_READABLE, RULES, STATES, Permission, Right
from case_studies.policy.predicates import active_assignments
from case_studies.policy.table import PolicyTable
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import Action

NOT_ALLOWED: Mapping[Right, str] = {
    Permission.DECLARE_CONFLICT: N_("Only an editor or a reviewer of the case can declare a conflict."),
}

WRONG_STATE: Mapping[Right, str] = {
    Permission.EDIT: N_("This revision has left the author's desk and can't be changed any more."),
    Permission.DELETE: N_("Only a draft can be deleted. Take the case back first, or withdraw it."),
    Permission.CONFIRM: N_("Only a published case can be confirmed."),
    Permission.READ_OPEN_REMARKS: N_("Remarks are answered while a revision is on its author's desk."),
    Permission.RESPOND_TO_REMARKS: N_("Remarks are answered while a revision is on its author's desk."),
    Permission.ASSIGN: N_("Reviewers are assigned once a case is submitted, and until the decision."),
    Permission.ANSWER_INVITATION: N_("This revision is not under review any more, or not yet."),
    Permission.REVIEW: N_("This revision is not under review any more, or not yet."),
    Permission.NARROW: N_("Nothing of this case is published. Its readers are chosen while it is written."),
}

WRONG_ASSIGNMENT_STATE: Mapping[Right, str] = {
    Permission.ANSWER_INVITATION: N_("This invitation has already been answered."),
    Permission.REVIEW: N_("Accept the invitation before you write the review."),
}


@dataclass(frozen=True, slots=True)
class AllowedNow:
    """What an actor may do with a case in its present state. Both sequences keep the order of the table."""

    actions: tuple[Action, ...] = ()
    permissions: tuple[Permission, ...] = ()

    def __contains__(self, right: Right) -> bool:
        """Whether the actor may use this right now."""
        return right in (*self.actions, *self.permissions)


CASE_POLICY: PolicyTable[Case] = PolicyTable(
    rules=RULES,
    states=STATES,
    sees=lambda actor, case: case_view(actor, case) is not None,
    not_allowed=NOT_ALLOWED,
    wrong_state=WRONG_STATE,
)


def allowed_now(actor: Actor, case: Case, assignment: Assignment | None = None) -> AllowedNow:
    """Return what the actor may do with the case now; nothing where they do not see it.

    With an `assignment` of the actor, what reviewers do is about this one; otherwise about any that they have.
    """
    usable = [
        right
        for right in CASE_POLICY.usable(actor, case)
        if (right not in OF_READABLE or case.readable is not None) and _fits_assignment(right, actor, case, assignment)
    ]
    return AllowedNow(
        tuple(right for right in usable if isinstance(right, Action)),
        tuple(right for right in usable if isinstance(right, Permission)),
    )


def check_permitted(actor: Actor, case: Case, right: Right) -> None:
    """Refuse, in this order: not visible (404), not signed in (401), not allowed (403). The state does not matter."""
    CASE_POLICY.check_permitted(actor, case, right)


def check_allowed_now(actor: Actor, case: Case, right: Right, assignment: Assignment | None = None) -> None:
    """Refuse what `check_permitted` refuses, then what can't be done in the present state (409)."""
    check_permitted(actor, case, right)
    if assignment is not None and assignment.state not in ASSIGNMENT_STATES[right]:
        raise WrongState(WRONG_ASSIGNMENT_STATE[right])
    if right not in allowed_now(actor, case, assignment):
        raise WrongState(WRONG_STATE.get(right))


def _fits_assignment(right: Right, actor: Actor, case: Case, assignment: Assignment | None) -> bool:
    """Whether the right needs no assignment, or there is one of the current revision in the right state."""
    if right not in ASSIGNMENT_STATES:
        return True
    own: Iterable[Assignment] = active_assignments(actor, case)
    if assignment is not None:
        own = (other for other in own if other.id == assignment.id)
    return any(a.revision_id == case.current.id and a.state in ASSIGNMENT_STATES[right] for a in own)
