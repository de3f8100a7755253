"""Passkeys: what their owner types."""

from marshmallow import RAISE, Schema

from app.schemas.input_fields import Line
from case_studies.operations.accounts.passkeys import LONGEST_NAME


class PasskeySchema(Schema):
    """A new passkey."""

    class Meta:
        unknown = RAISE

    name = Line(longest=LONGEST_NAME, required=True)
