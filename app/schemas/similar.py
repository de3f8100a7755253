"""What the API says of published cases like one in the making."""

from marshmallow import Schema, fields


class SimilarCaseSchema(Schema):
    """A published case that is like the caller's."""

    reference = fields.String(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "The page of the case."})
    likeness = fields.Float(
        required=True,
        metadata={"description": "From 0 to 1, which is the same text.", "minimum": 0, "maximum": 1},
    )
    likely_duplicate = fields.Boolean(
        required=True, metadata={"description": "Whether both are probably the same case."}
    )
