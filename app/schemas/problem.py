"""The body of every refusal: problem+json."""

from marshmallow import Schema, fields

from app.schemas.check import FindingSchema
from app.schemas.output_fields import a_number, a_text


class ProblemSchema(Schema):
    """A refusal (RFC 9457). `errors` has messages per field; nested fields are named like `sections.summary`."""

    type = a_text("Always about:blank. The status is the kind of refusal.")
    title = a_text("The name of the status.")
    status = a_number("The HTTP status.")
    detail = a_text("What was refused, and why, in one sentence.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "The messages of each field. Only present if fields are not valid."},
    )
    findings = fields.List(
        fields.Nested(FindingSchema),
        metadata={"description": "What the check found and nobody settled. Only present if that is the reason."},
    )
