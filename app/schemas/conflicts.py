"""Conflicts of interest as they come in, and as the API tells of them."""

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import Text, about
from app.schemas.output_fields import a_moment, a_number, a_text, a_truth, many
from case_studies.case_template import NOTE_LENGTH


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


class DeclaredConflictSchema(Schema):
    """Somebody who stepped back."""

    account = fields.Nested(AccountSchema, required=True)
    reason = a_text()
    declared_at = a_moment()


class OverrideOutputSchema(Schema):
    """An exception: it holds once another editor has agreed."""

    id = a_number()
    account = fields.Nested(AccountSchema, required=True)
    reason = a_text()
    holds = a_truth("Whether another editor has agreed.")
    proposed_at = a_moment()
    seconded_at = a_moment(allow_none=True)


class ConflictsSchema(Schema):
    """The declared conflicts and the exceptions of a case."""

    declared = many(DeclaredConflictSchema)
    overrides = many(OverrideOutputSchema)
