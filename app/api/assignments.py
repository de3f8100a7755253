"""Assignments of reviewers: inviting, replacing, releasing, accepting and declining."""

from typing import Any

from sqlalchemy.orm import Session

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import ASSIGNMENT, INVITATION_RESPONSE, RELEASE, REPLACEMENT
from app.api.serializers.cases import case_url
from app.api.serializers.reviews import serialize_assignment
from app.current import current_platform
from app.identity import actor
from app.schemas.assignments import (
    AssignmentOutputSchema,
    AssignmentSchema,
    InvitationResponseSchema,
    OwnAssignmentSchema,
    ReleaseSchema,
    ReplaceSchema,
)
from case_studies.errors import NotAllowed
from case_studies.models import Assignment, Case
from case_studies.operations.cases.queries import (
    assignments_of,
    case_view_or_refuse,
    case_with_all,
    find_case,
)
from case_studies.operations.review.assignments import (
    assign_reviewer,
    find_assignment,
    release_reviewer,
    replace_reviewer,
    respond_to_invitation,
)
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may

area = ApiBlueprint("Assignments", "Inviting reviewers, and answering an invitation.")

EDITORS = "An editor without a conflict."
THE_REVIEWER = "The reviewer who was asked."


@area.route("/cases/<reference:reference>/assignments")
@signed_in
@area.answers(200, AssignmentOutputSchema(many=True), who=EDITORS, refusals=(401, 403, 404))
def list_assignments(reference: str) -> list[dict[str, Any]]:
    """List who was asked to review a case, by revision."""
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        if not may(who, Permission.ASSIGN, case):
            raise NotAllowed()
        return [serialize_assignment(asked) for revision in case.revisions for asked in revision.assignments]


@area.route("/cases/<reference:reference>/assignments", methods=["POST"])
@signed_in
@area.arguments(AssignmentSchema, example=ASSIGNMENT)
@area.answers(201, AssignmentOutputSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def create_assignment(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Ask a reviewer to judge the submitted revision.

    Whoever belongs to the submitting delegation, a co-submitter, an implementing or a host State is refused.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(assign_reviewer(session, case, who, values["reviewer"], due_on=values["due_on"]))


@area.route("/assignments")
@signed_in
@area.answers(
    200, OwnAssignmentSchema(many=True), who="Whoever has a token; others' are not in the list.", refusals=(401,)
)
def list_own_assignments() -> list[dict[str, Any]]:
    """List what the caller was asked to review and still sees, the earliest date first."""
    who = actor()
    with current_platform().work.reading() as session:
        asked = assignments_of(session, who)
        cases = _whole(session, asked)
        return [_tell_own(who, assignment, cases[assignment.revision.case_id]) for assignment in asked]


def _whole(session: Session, asked: list[Assignment]) -> dict[int, Case]:
    """Return the cases of these assignments with all that the policy looks at, in a fixed number of queries."""
    ids = {assignment.revision.case_id for assignment in asked}
    query = case_with_all().where(Case.id.in_(ids)).execution_options(populate_existing=True)
    return {case.id: case for case in session.scalars(query)}


def _tell_own(who: Actor, assignment: Assignment, case: Case) -> dict[str, Any]:
    seen = case_view_or_refuse(who, case)
    told = {"title": seen.revision.title, "url": case_url(case.reference), "case_state": seen.state}
    return {**serialize_assignment(assignment), **told}


@area.route("/assignments/<int(max=2147483647):assignment_id>/response", methods=["POST"])
@signed_in
@area.arguments(InvitationResponseSchema, example=INVITATION_RESPONSE)
@area.answers(200, AssignmentOutputSchema, who=THE_REVIEWER, refusals=(401, 404, 409, *BODY))
def respond(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
    """Accept or decline to review.

    Whoever declines sees no more of the case than the public.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case, assignment = find_assignment(session, who, assignment_id, for_change=True)
        respond_to_invitation(
            session, case, assignment, who, accept=values["response"] == "accept", note=values["note"]
        )
        return serialize_assignment(assignment)


@area.route("/cases/<reference:reference>/assignments/<int(max=2147483647):assignment_id>/release", methods=["POST"])
@signed_in
@area.arguments(ReleaseSchema, example=RELEASE)
@area.answers(200, AssignmentOutputSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def release_assignment(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Take a request back.

    It can be done as long as no review is in. The reviewer sees no more of the case.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(release_reviewer(session, case, assignment_id, who, note=values["note"]))


@area.route("/cases/<reference:reference>/assignments/<int(max=2147483647):assignment_id>/replace", methods=["POST"])
@signed_in
@area.arguments(ReplaceSchema, example=REPLACEMENT)
@area.answers(201, AssignmentOutputSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def replace_assignment(values: dict[str, Any], reference: str, assignment_id: int) -> dict[str, Any]:
    """Take a request back and ask somebody else, in one step.

    Where the other reviewer can't be asked, the first one stays.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(replace_reviewer(session, case, assignment_id, who, values["reviewer"]))
