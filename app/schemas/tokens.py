"""API tokens: what their owner chooses."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields

from app.schemas.input_fields import Line, OneOf
from case_studies.operations.accounts.tokens import LONGEST_NAME
from case_studies.vocabulary import TokenScope

DAYS = (30, 90, 180, 365)  # that can be chosen


class TokenSchema(Schema):
    """A new token. It may always read; `scopes` is what else it may do."""

    class Meta:
        unknown = RAISE

    name = Line(longest=LONGEST_NAME, required=True)
    scopes = fields.List(OneOf(TokenScope), required=True)
    days = OneOf([str(days) for days in DAYS], refusal=_l("Choose when the token ends."), required=True)
