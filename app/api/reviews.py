"""Reviews of a case."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import REVIEW
from app.api.serializers.reviews import serialize_review
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.review import ReviewOutputSchema, ReviewSchema
from case_studies.operations.cases.queries import (
    get_participant_view,
)
from case_studies.operations.review.assignments import find_assignment
from case_studies.operations.review.review_access import own_review, visible_reviews
from case_studies.operations.review.reviews import write_review
from case_studies.vocabulary import TokenScope

blueprint = ApiBlueprint("Reviews", "Writing and reading reviews.")

THE_REVIEWER = "The reviewer of the assignment."


@blueprint.route("/cases/<reference:reference>/reviews")
@signed_in
@blueprint.returns(
    200,
    ReviewOutputSchema(many=True),
    callers=(
        "Editors without a conflict: all submitted reviews, with names. The submitting delegation: after a "
        "decision, without names. A reviewer: their own."
    ),
    refusals=(401, 403, 404),
)
def list_reviews(reference: str) -> list[dict[str, Any]]:
    """List the reviews of a case, by revision."""
    caller = actor()
    with reading() as session:
        case, _view = get_participant_view(session, caller, reference)
        return [serialize_review(review) for review in visible_reviews(session, caller, case)]


@blueprint.route("/assignments/<id:assignment_id>/review", methods=["PUT"])
@signed_in
@blueprint.arguments(ReviewSchema, example=REVIEW)
@blueprint.returns(
    200, ReviewOutputSchema, callers=THE_REVIEWER, refusals=(401, 404, 409, *BODY), scope=TokenScope.REVIEW
)
def write_own_review(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
    """Write a review.

    An incomplete review is saved as well; `submit` hands it in. Fields that are not sent stay as they are. A review can
    be changed and submitted again until a decision is made.
    """
    caller = actor()
    submit = values.pop("submit")
    with current_platform().work.writing() as session:
        case, assignment = find_assignment(session, caller, assignment_id, for_change=True)
        write_review(session, case, assignment, caller, values, submit=submit)
        return serialize_review(own_review(session, caller, case, assignment))
