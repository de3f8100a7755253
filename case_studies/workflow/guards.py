"""What a transition needs beyond person and state. A guard raises Incomplete or WrongState if it is not met."""

from collections.abc import Callable

from case_studies.case_fields import missing_fields
from case_studies.errors import N_, Incomplete, WrongState
from case_studies.models import Case
from case_studies.unit_of_work import WorkflowSettings
from case_studies.vocabulary import Recommendation
from case_studies.workflow.remarks import active_assignments, open_musts, open_threads, submitted_reviews

Guard = Callable[[Case, str, WorkflowSettings], None]


def required_fields_are_filled(case: Case, _note: str, _settings: WorkflowSettings) -> None:
    """Check that every required field and section has content."""
    gaps = missing_fields(case.current)
    if gaps:
        message = N_("This is empty. Fill it before asking for clearance.")
        raise Incomplete({gap: [message] for gap in gaps}, N_("Something is still missing before clearance."))


def enough_reviewers_are_assigned(case: Case, _note: str, settings: WorkflowSettings) -> None:
    """Check that at least REVIEWS_REQUIRED reviewers are assigned and have not declined."""
    if len(active_assignments(case)) < settings.reviews_required:
        raise WrongState(N_("Assign at least %(count)s reviewers first."), count=settings.reviews_required)


def a_review_is_in(case: Case, _note: str, _settings: WorkflowSettings) -> None:
    """Check that there is a review to respond to."""
    if not submitted_reviews(active_assignments(case)):
        raise WrongState(N_("No review has been submitted yet. The delegation has nothing to respond to."))


def every_remark_is_answered(case: Case, _note: str, _settings: WorkflowSettings) -> None:
    """Check that, in an open round, the delegation has answered each open remark."""
    unanswered = [thread for thread in open_threads(case) if thread.response_in(case.current) is None]
    if unanswered:
        raise WrongState(N_("Answer every remark first: %(count)s are not answered yet."), count=len(unanswered))


def enough_reviewers_approve(case: Case, _note: str, settings: WorkflowSettings) -> None:
    """Check that REVIEWS_REQUIRED reviewers of this revision recommend to approve it."""
    reviews = submitted_reviews(active_assignments(case))
    approvals = sum(review.recommendation == Recommendation.APPROVE for review in reviews)
    if approvals < settings.reviews_required:
        raise WrongState(
            N_("This revision has %(approvals)s of the %(required)s approvals that it needs."),
            approvals=approvals,
            required=settings.reviews_required,
        )


def an_open_must_is_answered(case: Case, note: str, _settings: WorkflowSettings) -> None:
    """Check that the editor gives a reason for publishing with an open remark that is a must."""
    if open_musts(case) and not note:
        raise Incomplete({"note": [N_("A remark that is a must is still open. Say why the case is published.")]})


def a_decline_is_answered(case: Case, note: str, _settings: WorkflowSettings) -> None:
    """Check that the editor gives a reason for publishing although a reviewer recommends to decline."""
    declines = [r for r in submitted_reviews(active_assignments(case)) if r.recommendation == Recommendation.DECLINE]
    if declines and not note:
        raise Incomplete({"note": [N_("A reviewer recommends to decline. Say why the case is published.")]})
