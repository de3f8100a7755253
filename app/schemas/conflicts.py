"""Conflicts of interest: declarations, and exceptions to a conflict."""

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import Line, Text, about
from app.schemas.output_fields import a_moment, a_number, a_text, a_truth, many
from case_studies.case_template import NOTE_LENGTH


class DeclarationSchema(Schema):
    """A declaration of the caller's own conflict."""

    class Meta:
        unknown = RAISE

    reason = Text(longest=NOTE_LENGTH, load_default="", **about("Editors can read it. It is kept in the history."))


class OverrideSchema(Schema):
    """A proposal that a person takes part despite a conflict."""

    class Meta:
        unknown = RAISE

    account = Line(longest=200, required=True, **about("The e-mail address of the person with the conflict."))
    reason = Text(
        longest=NOTE_LENGTH,
        required=True,
        metadata={"description": "Why. It is kept in the history forever.", "pattern": r"\w"},
    )


class DeclaredConflictSchema(Schema):
    """A conflict that somebody declared."""

    account = fields.Nested(AccountSchema, required=True)
    reason = a_text()
    declared_at = a_moment()


class OverrideOutputSchema(Schema):
    """An exception. It takes effect when another editor agrees."""

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
