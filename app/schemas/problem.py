"""The body of every refusal: problem+json."""

from marshmallow import Schema, fields

from app.schemas.output_fields import a_number, a_text


class ProblemSchema(Schema):
    """A refusal, as in RFC 9457; `errors` has the messages of each field, a nested one as `sections.summary`."""

    type = a_text("Always about:blank: the status says what kind of refusal it is.")
    title = a_text("The name of the status.")
    status = a_number("The HTTP status.")
    detail = a_text("One sentence on what was refused and why.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "The messages of each field; only where fields are at fault."},
    )
