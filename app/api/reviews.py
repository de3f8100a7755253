"""Reviewers asked, their answers, their reviews."""

from typing import Any

from sqlalchemy.orm import Session

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import ASSIGNMENT, RESPONSE, REVIEW
from app.api.serializers import serialize_assignment, serialize_page, serialize_review
from app.current import current_platform
from app.identity import actor
from app.schemas.review import AssignmentSchema, ResponseSchema, ReviewSchema
from app.schemas.review_responses import AssignmentAnswerSchema, OwnAssignmentSchema, ReviewAnswerSchema
from case_studies.errors import NotAllowed
from case_studies.models import Assignment, Case
from case_studies.operations.cases.queries import (
    assignments_of,
    case_view_or_refuse,
    case_with_all,
    find_case,
    get_case_view,
)
from case_studies.operations.review.assignments import assign_reviewer, find_assignment, respond_to_invitation
from case_studies.operations.review.review_access import own_review, visible_reviews
from case_studies.operations.review.reviews import write_review
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may

area = ApiBlueprint("Reviews", "Asking reviewers, answering, judging.")

EDITORS = "An editor without a conflict."
THE_REVIEWER = "The reviewer who was asked."


@area.route("/cases/<reference:reference>/assignments", methods=["POST"])
@signed_in
@area.arguments(AssignmentSchema, example=ASSIGNMENT)
@area.answers(201, AssignmentAnswerSchema, who=EDITORS, refusals=(401, 403, 404, 409, *BODY))
def assign(values: dict[str, Any], reference: str) -> dict[str, Any]:
    """Ask a reviewer to judge the submitted revision.

    Whoever belongs to the submitting delegation, a co-submitter, an implementing or a host State is refused.
    """
    who = actor()
    with current_platform().work.writing() as session:
        case = find_case(session, who, reference, for_change=True)
        return serialize_assignment(assign_reviewer(session, case, who, values["reviewer"], due_on=values["due_on"]))


@area.route("/cases/<reference:reference>/assignments")
@signed_in
@area.answers(200, AssignmentAnswerSchema(many=True), who=EDITORS, refusals=(401, 403, 404))
def assigned(reference: str) -> list[dict[str, Any]]:
    """List who was asked to review a case, by revision."""
    who = actor()
    with current_platform().work.reading() as session:
        case = find_case(session, who, reference)
        if not may(who, Permission.ASSIGN, case):
            raise NotAllowed()
        return [serialize_assignment(asked) for revision in case.revisions for asked in revision.assignments]


@area.route("/assignments")
@signed_in
@area.answers(
    200, OwnAssignmentSchema(many=True), who="Whoever has a token; others' are not in the list.", refusals=(401,)
)
def own_assignments() -> list[dict[str, Any]]:
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
    told = {"title": seen.revision.title, "url": serialize_page(case.reference), "case_state": seen.state}
    return {**serialize_assignment(assignment), **told}


@area.route("/assignments/<int(max=2147483647):assignment_id>/response", methods=["POST"])
@signed_in
@area.arguments(ResponseSchema, example=RESPONSE)
@area.answers(200, AssignmentAnswerSchema, who=THE_REVIEWER, refusals=(401, 404, 409, *BODY))
def answer(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
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


@area.route("/assignments/<int(max=2147483647):assignment_id>/review", methods=["PUT"])
@signed_in
@area.arguments(ReviewSchema, example=REVIEW)
@area.answers(200, ReviewAnswerSchema, who=THE_REVIEWER, refusals=(401, 404, 409, *BODY))
def judge(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
    """Write a review.

    It is saved as far as it is written; `submit` hands it in. What isn't sent stays as it is. Until the decision a
    review can be handed in anew.
    """
    who = actor()
    submit = values.pop("submit")
    with current_platform().work.writing() as session:
        case, assignment = find_assignment(session, who, assignment_id, for_change=True)
        write_review(session, case, assignment, who, values, submit=submit)
        return serialize_review(own_review(session, who, case, assignment))


@area.route("/cases/<reference:reference>/reviews")
@signed_in
@area.answers(
    200,
    ReviewAnswerSchema(many=True),
    who=(
        "Editors without a conflict: all that is handed in, with names. The submitting delegation: without names, once "
        "a decision is made. A reviewer: their own."
    ),
    refusals=(401, 403, 404),
)
def reviews(reference: str) -> list[dict[str, Any]]:
    """Read the reviews of a case, by revision."""
    who = actor()
    with current_platform().work.reading() as session:
        case, seen = get_case_view(session, who, reference)
        if not seen.inside:
            raise NotAllowed()
        return [serialize_review(review) for review in visible_reviews(session, who, case)]
