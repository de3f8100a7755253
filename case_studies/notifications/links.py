"""The page that a notification links to. No other module of the domain knows addresses.

A link leads only to pages that its reader may open.
"""

from collections.abc import Callable
from enum import Enum

from case_studies.models import Case
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.consents import consent_view
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import latest_assignment
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import AssignmentState, FoundKind, Role


class LinkTarget(Enum):
    """A page, as the template of its path."""

    CASE = "/cases/{reference}"  # the published case
    WORK = "/cases/{reference}/work"  # the page for those who take part
    EDIT = "/cases/{reference}/edit"
    CONFIRMATION = "/cases/{reference}/confirmation"
    CONSENT = "/cases/{reference}/consent"  # for a delegation that a case of another one names
    REVIEWERS = "/cases/{reference}/reviewers"
    CONFLICTS = "/cases/{reference}/conflicts"
    ASSIGNMENT = "/assignments/{assignment}"
    RECEIPT = "/assignments/{assignment}/receipt"
    REMARKS = "/cases/{reference}/remarks"
    ISSUE = "/issues/{reference}"
    ADOPTION = "/adoptions/{reference}"
    THREAD = "/threads/{reference}"
    PRACTICE = "/practices/{reference}"
    EVENT = "/events/{reference}"
    STUDY = "/studies/{reference}"
    PROPOSAL = "/studies/proposals/{reference}"
    TEXT = "/texts/{reference}"
    OFFER = "/offers/{reference}"
    REQUEST = "/requests/{reference}"
    CAPACITY = "/{place}/{reference}"  # either of both; `place` is a fact of the notification
    MATCH = "/matches/{reference}"
    COLLECTION = "/collections/{reference}"
    DESK = "/desk"
    ISSUES = "/issues"
    REPORTS = "/cases/{reference}/reports"
    SAVED_SEARCHES = "/saved-searches"
    EXPORTS = "/exports"
    ACCOUNT = "/account"
    MAILS = "/administration/mails"
    APPLICATIONS = "/applications"
    FACTOR_RESETS = "/administration/people?show=reset"


PAGES: dict[FoundKind, LinkTarget] = {
    FoundKind.CASE: LinkTarget.CASE,
    FoundKind.ISSUE: LinkTarget.ISSUE,
    FoundKind.PRACTICE: LinkTarget.PRACTICE,
    FoundKind.THREAD: LinkTarget.THREAD,
    FoundKind.EVENT: LinkTarget.EVENT,
    FoundKind.STUDY: LinkTarget.STUDY,
    FoundKind.PROPOSAL: LinkTarget.PROPOSAL,
    FoundKind.TEXT: LinkTarget.TEXT,
    FoundKind.OFFER: LinkTarget.OFFER,
    FoundKind.REQUEST: LinkTarget.REQUEST,
    FoundKind.COLLECTION: LinkTarget.COLLECTION,
}
"""The page of each kind of thing that search finds."""
INBOX = "/inbox"
SETTINGS = "/account/notices"
UNSUBSCRIBE = "/unsubscribe/{token}"


def _can_use(permission: Permission) -> Callable[[Actor, Case], bool]:
    return lambda actor, case: permission in allowed_now(actor, case)


def _has_assignment(actor: Actor, case: Case) -> bool:
    return latest_assignment(actor, case) is not None


def _has_receipt(actor: Actor, case: Case) -> bool:
    """Whether the actor submitted a review of the latest revision that they were asked to review."""
    assignment = latest_assignment(actor, case)
    return assignment is not None and assignment.state == AssignmentState.SUBMITTED


MAY_OPEN: dict[LinkTarget, Callable[[Actor, Case], bool]] = {
    LinkTarget.CASE: lambda _actor, case: case.readable is not None,
    LinkTarget.WORK: lambda _actor, _case: True,
    LinkTarget.CONSENT: lambda _actor, _case: False,
    LinkTarget.EDIT: _can_use(Permission.EDIT),
    LinkTarget.CONFIRMATION: _can_use(Permission.CONFIRM),
    LinkTarget.REVIEWERS: _can_use(Permission.ASSIGN),
    LinkTarget.CONFLICTS: _can_use(Permission.OVERRIDE_CONFLICT),
    LinkTarget.ASSIGNMENT: _has_assignment,
    LinkTarget.RECEIPT: _has_receipt,
    LinkTarget.REMARKS: _can_use(Permission.RESPOND_TO_REMARKS),
    LinkTarget.ISSUE: lambda _actor, _case: True,
    LinkTarget.ADOPTION: lambda _actor, _case: True,
    LinkTarget.THREAD: lambda _actor, _case: True,
    LinkTarget.PRACTICE: lambda _actor, _case: True,
    LinkTarget.EVENT: lambda _actor, _case: True,
    LinkTarget.STUDY: lambda _actor, _case: True,
    LinkTarget.PROPOSAL: lambda _actor, _case: True,
    LinkTarget.TEXT: lambda _actor, _case: True,
    LinkTarget.OFFER: lambda _actor, _case: True,
    LinkTarget.REQUEST: lambda _actor, _case: True,
    LinkTarget.CAPACITY: lambda _actor, _case: True,
    LinkTarget.MATCH: lambda _actor, _case: True,
    LinkTarget.COLLECTION: lambda _actor, _case: True,
    LinkTarget.DESK: lambda _actor, _case: True,
    LinkTarget.ISSUES: lambda _actor, _case: True,
    LinkTarget.REPORTS: lambda actor, case: (
        Permission.DECIDE_REPORTS in allowed_now(actor, case) or Permission.ANSWER_REPORTS in allowed_now(actor, case)
    ),
    LinkTarget.SAVED_SEARCHES: lambda _actor, _case: True,
    LinkTarget.ACCOUNT: lambda _actor, _case: True,
    LinkTarget.APPLICATIONS: lambda actor, _case: actor.is_a(Role.EDITOR),
    LinkTarget.MAILS: lambda actor, _case: actor.is_a(Role.ADMINISTRATOR),
    LinkTarget.FACTOR_RESETS: lambda actor, _case: actor.is_a(Role.ADMINISTRATOR),
}


def link_path(target: LinkTarget, actor: Actor, case: Case) -> str:
    """Return the path of a target. If the actor may not open it: the path of the case, or an empty text."""
    if target is LinkTarget.CONSENT and consent_view(actor, case) is not None:
        return str(target.value).format(reference=case.reference)
    view = case_view(actor, case)
    if view is None:
        return ""
    if not view.inside:
        target = LinkTarget.CASE
    elif not MAY_OPEN[target](actor, case):
        target = LinkTarget.WORK
    assignment = latest_assignment(actor, case)
    return target.value.format(reference=case.reference, assignment=assignment.id if assignment is not None else "")
