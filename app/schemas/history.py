"""The history of a case or of a difficult issue, as the API sends it."""

from marshmallow import Schema, fields

from app.schemas.accounts import OfficeSchema
from app.schemas.output_fields import a_moment, a_number, a_text


class HistoryEntrySchema(Schema):
    """An entry of the history."""

    at = a_moment("When it happened.")
    action = a_text("An action of the workflow, or another event such as start, assign or submit_review.")
    from_state = a_text("The value before, usually a state.", allow_none=True)
    to_state = a_text("The value after.", allow_none=True)
    revision = a_number("The revision concerned. Null for what has no revisions.", allow_none=True)
    note = a_text("The reason. Empty for readers who do not take part.")
    by = fields.Nested(
        OfficeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who did it. Null for readers who do not take part."},
    )
