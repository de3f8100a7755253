"""Where a notice leads: the only place of the domain that knows addresses. Nobody is led to where they can't go."""

from collections.abc import Callable
from enum import Enum

from case_studies.models import Assignment, Case
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import active_assignments
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import AssignmentState, State


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


def _may_write(actor: Actor, case: Case) -> bool:
    return may(actor, Permission.EDIT, case) and case.state in (State.DRAFT, State.REVISION_REQUESTED)


def _may_assign(actor: Actor, case: Case) -> bool:
    return may(actor, Permission.ASSIGN, case) and case.state in (State.SUBMITTED, State.IN_REVIEW)


def _may_agree(actor: Actor, case: Case) -> bool:
    return may(actor, Permission.OVERRIDE_CONFLICT, case)


def _has_been_asked(actor: Actor, case: Case) -> bool:
    return _asked(actor, case) is not None


def _has_a_receipt(actor: Actor, case: Case) -> bool:
    """Whether the review of the latest revision that they were asked about is in."""
    asked = _asked(actor, case)
    return asked is not None and asked.state == AssignmentState.SUBMITTED


def _may_answer(actor: Actor, case: Case) -> bool:
    return may(actor, Permission.EDIT, case) and case.state == State.REVISION_REQUESTED


def _may_read(_actor: Actor, case: Case) -> bool:
    return case.readable is not None


OPEN_TO: dict[LinkTarget, Callable[[Actor, Case], bool]] = {
    LinkTarget.CASE: _may_read,
    LinkTarget.WORK: lambda actor, case: True,
    LinkTarget.EDIT: _may_write,
    LinkTarget.REVIEWERS: _may_assign,
    LinkTarget.CONFLICTS: _may_agree,
    LinkTarget.ASSIGNMENT: _has_been_asked,
    LinkTarget.RECEIPT: _has_a_receipt,
    LinkTarget.REMARKS: _may_answer,
    LinkTarget.SAVED_SEARCHES: lambda actor, case: True,
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
    asked = _asked(actor, case)
    return place.value.format(reference=case.reference, assignment=asked.id if asked is not None else "")


def _asked(actor: Actor, case: Case) -> Assignment | None:
    """Return the latest request to review the case that is theirs to open."""
    return next((a for a in active_assignments(actor, case) if a.revision.submitted_at is not None), None)
