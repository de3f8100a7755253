"""The header with which a program sends again what may have arrived."""

from marshmallow import Schema

from app.schemas.input_fields import Line


class SendOnceSchema(Schema):
    """The header that makes sending again harmless."""

    key = Line(
        longest=200,
        load_default="",
        data_key="Idempotency-Key",
        metadata={
            "description": "Any text. If the same office sends it again with the same body, it gets what was "
            "started then. With another body, the answer is 422."
        },
    )
