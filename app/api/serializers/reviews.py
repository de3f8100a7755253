"""Assignments of reviewers, and reviews."""

from dataclasses import asdict

from app.api.serializers import Json
from app.api.serializers.accounts import serialize_account
from case_studies.models import Assignment
from case_studies.operations.review.review_access import VisibleRemark, VisibleReview


def serialize_assignment(assignment: Assignment) -> Json:
    """Return an assignment, for readers who may know the reviewer."""
    return {
        "id": assignment.id,
        "state": assignment.state,
        "reference": assignment.revision.case.reference,
        "revision": assignment.revision.number,
        "reviewer": serialize_account(assignment.reviewer),
        "answer_by": assignment.answer_by,
        "due_on": assignment.due_on,
        "invited_at": assignment.invited_at,
        "answered_at": assignment.answered_at,
        "note": assignment.answer_note,
    }


def serialize_review(visible: VisibleReview) -> Json:
    """Return a review as one reader may see it."""
    review = visible.review
    return {
        "assignment": review.assignment_id if visible.reviewer is not None else None,
        "revision": visible.revision,
        "reviewer": serialize_account(visible.reviewer) if visible.reviewer is not None else None,
        "own": visible.own,
        "changing": visible.own and review.changes is not None,
        "ratings": review.ratings,
        "recommendation": review.recommendation,
        "overall": review.overall,
        "number": visible.number,
        "remarks": [_serialize_remark(remark) for remark in visible.remarks],
        "note_to_editors": visible.note_to_editors,
        "submitted_at": review.submitted_at if visible.reviewer is not None else None,
    }


def _serialize_remark(visible: VisibleRemark) -> Json:
    fields = {name: getattr(visible.remark, name) for name in ("id", "section", "weight", "text", "quote")}
    return {**fields, "open": visible.is_open, "answers": [asdict(answer) for answer in visible.answers]}
