"""Conflicts of interest as they come in, and as the API tells of them."""

from marshmallow import RAISE, Schema, fields

from app.schemas.answers import ReviewerSchema
from app.schemas.fields import Text, about
from case_studies.template import NOTE_LENGTH


class DeclarationSchema(Schema):
    """Stepping back from a case."""

    class Meta:
        unknown = RAISE

    reason = Text(longest=NOTE_LENGTH, load_default="", **about("The editors read it; it stands in the history."))


class OverrideSchema(Schema):
    """Proposing that somebody in conflict takes part all the same."""

    class Meta:
        unknown = RAISE

    account = Text(longest=200, one_line=True, required=True, **about("The e-mail address of who is in conflict."))
    reason = Text(longest=NOTE_LENGTH, required=True, **about("Why; it stands in the history for good."))


class DeclaredSchema(Schema):
    """Somebody who stepped back."""

    account = fields.Nested(ReviewerSchema, required=True)
    reason = fields.String(required=True)
    declared_at = fields.DateTime(format="iso", required=True)


class OverrideAnswerSchema(Schema):
    """An exception: it holds once another editor has agreed."""

    id = fields.Integer(required=True)
    account = fields.Nested(ReviewerSchema, required=True)
    reason = fields.String(required=True)
    holds = fields.Boolean(required=True, metadata={"description": "Whether another editor has agreed."})
    proposed_at = fields.DateTime(format="iso", required=True)
    seconded_at = fields.DateTime(format="iso", required=True, allow_none=True)


class ConflictsSchema(Schema):
    """The declared conflicts and the exceptions of a case."""

    declared = fields.List(fields.Nested(DeclaredSchema), required=True)
    overrides = fields.List(fields.Nested(OverrideAnswerSchema), required=True)
