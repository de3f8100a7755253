"""The history of a case, as the API sends it."""

from marshmallow import Schema, fields

from app.schemas.accounts import OfficeSchema
from app.schemas.output_fields import a_moment, a_number, a_text


class HistoryEntrySchema(Schema):
    """One thing that happened to a case."""

    at = a_moment("When.")
    action = a_text("An action of the workflow, or start, assign, accept_assignment, submit_review and their like.")
    from_state = a_text("What it was before: most often a state.", allow_none=True)
    to_state = a_text("What it was afterwards.", allow_none=True)
    revision = a_number("The revision that it happened to.")
    note = a_text("The reason given; empty for who doesn't take part.")
    by = fields.Nested(
        OfficeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who did it; null for who doesn't take part."},
    )
