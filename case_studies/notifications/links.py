"""Where a notice leads: the only place of the domain that knows addresses. Nobody is led to where they can't go."""

from collections.abc import Callable
from enum import Enum

from case_studies.models import Case
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import latest_assignment
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import AssignmentState


class LinkTarget(Enum):
    """A page, by the template of its path."""

    CASE = "/cases/{reference}"  # what its audience reads
    WORK = "/cases/{reference}/work"  # what those who take part see
    EDIT = "/cases/{reference}/edit"
    REVIEWERS = "/cases/{reference}/reviewers"
    CONFLICTS = "/cases/{reference}/conflicts"
    ASSIGNMENT = "/assignments/{assignment}"
    RECEIPT = "/assignments/{assignment}/receipt"
    REMARKS = "/cases/{reference}/remarks"
    SAVED_SEARCHES = "/saved-searches"


INBOX = "/inbox"
CHOICES = "/account/notices"
UNSUBSCRIBE = "/unsubscribe/{token}"


def _can_use(permission: Permission) -> Callable[[Actor, Case], bool]:
    return lambda actor, case: permission in allowed_now(actor, case)


def _has_assignment(actor: Actor, case: Case) -> bool:
    return latest_assignment(actor, case) is not None


def _has_receipt(actor: Actor, case: Case) -> bool:
    """Whether the actor submitted a review of the latest revision that they were asked to review."""
    assignment = latest_assignment(actor, case)
    return assignment is not None and assignment.state == AssignmentState.SUBMITTED


OPEN_TO: dict[LinkTarget, Callable[[Actor, Case], bool]] = {
    LinkTarget.CASE: lambda _actor, case: case.readable is not None,
    LinkTarget.WORK: lambda _actor, _case: True,
    LinkTarget.EDIT: _can_use(Permission.EDIT),
    LinkTarget.REVIEWERS: _can_use(Permission.ASSIGN),
    LinkTarget.CONFLICTS: _can_use(Permission.OVERRIDE_CONFLICT),
    LinkTarget.ASSIGNMENT: _has_assignment,
    LinkTarget.RECEIPT: _has_receipt,
    LinkTarget.REMARKS: _can_use(Permission.RESPOND_TO_REMARKS),
    LinkTarget.SAVED_SEARCHES: lambda _actor, _case: True,
}


def link_path(place: LinkTarget, actor: Actor, case: Case) -> str:
    """Return the path of a place, or of the nearest one that is open to the actor; empty where nothing is."""
    seen = case_view(actor, case)
    if seen is None:
        return ""
    if not seen.inside:
        place = LinkTarget.CASE
    elif not OPEN_TO[place](actor, case):
        place = LinkTarget.WORK
    assignment = latest_assignment(actor, case)
    return place.value.format(reference=case.reference, assignment=assignment.id if assignment is not None else "")
