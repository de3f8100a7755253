"""Reviews of a case."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import REVIEW
from app.api.serializers.reviews import serialize_review
from app.current import current_platform
from app.identity import actor
from app.schemas.review import ReviewOutputSchema, ReviewSchema
from case_studies.errors import NotAllowed
from case_studies.operations.cases.queries import (
    get_case_view,
)
from case_studies.operations.review.assignments import find_assignment
from case_studies.operations.review.review_access import own_review, visible_reviews
from case_studies.operations.review.reviews import write_review

area = ApiBlueprint("Reviews", "Writing and reading reviews.")

THE_REVIEWER = "The reviewer who was asked."


@area.route("/cases/<reference:reference>/reviews")
@signed_in
@area.answers(
    200,
    ReviewOutputSchema(many=True),
    who=(
        "Editors without a conflict: all that is handed in, with names. The submitting delegation: without names, once "
        "a decision is made. A reviewer: their own."
    ),
    refusals=(401, 403, 404),
)
def list_reviews(reference: str) -> list[dict[str, Any]]:
    """Read the reviews of a case, by revision."""
    who = actor()
    with current_platform().work.reading() as session:
        case, seen = get_case_view(session, who, reference)
        if not seen.inside:
            raise NotAllowed()
        return [serialize_review(review) for review in visible_reviews(session, who, case)]


@area.route("/assignments/<int(max=2147483647):assignment_id>/review", methods=["PUT"])
@signed_in
@area.arguments(ReviewSchema, example=REVIEW)
@area.answers(200, ReviewOutputSchema, who=THE_REVIEWER, refusals=(401, 404, 409, *BODY))
def update_review(values: dict[str, Any], assignment_id: int) -> dict[str, Any]:
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
