"""Assignments of reviewers: inviting, replacing, releasing, accepting and declining."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import ASSIGNMENT, INVITATION_RESPONSE, RELEASE, REPLACEMENT
from app.api.serializers.cases import case_url
from app.api.serializers.reviews import serialize_assignment
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.assignments import (
    AssignmentOutputSchema,
    AssignmentSchema,
    InvitationResponseSchema,
    OwnAssignmentSchema,
    ReleaseSchema,
    ReplaceSchema,
)
from case_studies.models import Assignment
from case_studies.operations.cases.queries import (
    find_case,
    own_assignments,
)
from case_studies.operations.review.assignments import (
    assign_reviewer,
    find_assignment,
    release_reviewer,
    replace_reviewer,
    respond_to_invitation,
)
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Assignments", "Inviting reviewers, and accepting or declining.")

EDITORS = "An editor without a conflict."
THE_REVIEWER = "The reviewer of the assignment."


@blueprint.route("/cases/<reference:reference>/assignments")
@signed_in
@blueprint.returns(200, AssignmentOutputSchema(many=True), callers=EDITORS, refusals=(401, 403, 404))
def list_assignments(reference: str) -> list[dict[str, Any]]:
    """List the assignments of a case, by revision."""
    caller = actor()
    with reading() as session:
        case = find_case(session, caller, reference)
        check_allowed_now(caller, case, Permission.READ_ASSIGNMENTS)
        return [serialize_assignment(assignment) for revision in case.revisions for assignment in revision.assignments]


@blueprint.route("/cases/<reference:reference>/assignments", methods=["POST"])
@signed_in
@blueprint.arguments(AssignmentSchema, example=ASSIGNMENT)
@blueprint.returns(
    201, AssignmentOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def create_assignment(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Invite a reviewer to review the submitted revision.

    Reviewers of the submitting delegation, of a co-submitter, of an implementing State or of a host State are refused.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        return serialize_assignment(assign_reviewer(session, case, caller, values["reviewer"], due_on=values["due_on"]))


@blueprint.route("/assignments")
@signed_in
@blueprint.returns(
    200, OwnAssignmentSchema(many=True), callers="Everybody with a token, for themselves.", refusals=(401,)
)
def list_own_assignments() -> list[dict[str, Any]]:
    """List the caller's assignments in cases that they still see, the earliest date first."""
    with reading() as session:
        return [_serialize_own(assignment, view) for assignment, view in own_assignments(session, actor())]


def _serialize_own(assignment: Assignment, view: CaseView) -> dict[str, Any]:
    case_fields = {
        "title": view.revision.title,
        "url": case_url(assignment.revision.case.reference),
        "case_state": view.state,
    }
    return {**serialize_assignment(assignment), **case_fields}


@blueprint.route("/assignments/<id:assignment_id>/response", methods=["POST"])
@signed_in
@blueprint.arguments(InvitationResponseSchema, example=INVITATION_RESPONSE)
@blueprint.returns(
    200, AssignmentOutputSchema, callers=THE_REVIEWER, refusals=(401, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def respond_to_assignment(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
    """Accept or decline to review.

    A reviewer who declines sees no more of the case than the public.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case, assignment = find_assignment(session, caller, assignment_id, for_change=True)
        respond_to_invitation(
            session, case, assignment, caller, accept=values["response"] == "accept", note=values["note"]
        )
        return serialize_assignment(assignment)


@blueprint.route("/cases/<reference:reference>/assignments/<id:assignment_id>/release", methods=["POST"])
@signed_in
@blueprint.arguments(ReleaseSchema, example=RELEASE)
@blueprint.returns(
    200, AssignmentOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def release_assignment(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Release a reviewer.

    It is possible until the review is submitted. The reviewer then sees no more of the case than the public.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        return serialize_assignment(release_reviewer(session, case, assignment_id, caller, note=values["note"]))


@blueprint.route("/cases/<reference:reference>/assignments/<id:assignment_id>/replace", methods=["POST"])
@signed_in
@blueprint.arguments(ReplaceSchema, example=REPLACEMENT)
@blueprint.returns(
    201, AssignmentOutputSchema, callers=EDITORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def replace_assignment(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Release a reviewer and invite another one, in one step.

    If the other reviewer can't be invited, nothing changes.
    """
    caller = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, caller, reference, for_change=True)
        return serialize_assignment(replace_reviewer(session, case, assignment_id, caller, values["reviewer"]))
