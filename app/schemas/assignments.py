"""Assignments of reviewers: inviting, replacing, releasing, accepting and declining."""

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import OneOf, Text, about
from app.schemas.output_fields import a_moment, a_number, a_text, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import AssignmentState, State


class AssignmentSchema(Schema):
    """Asking a reviewer, by address, to answer until a day."""

    class Meta:
        unknown = RAISE

    reviewer = Text(longest=200, one_line=True, required=True, **about("The e-mail address of the reviewer."))
    due_on = fields.Date(allow_none=True, load_default=None, **about("The day to answer by; left away, the usual one."))


class InvitationResponseSchema(Schema):
    """A reviewer's answer to being asked."""

    class Meta:
        unknown = RAISE

    response = OneOf(("accept", "decline"), required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")


class ReleaseSchema(Schema):
    """Taking a request back."""

    class Meta:
        unknown = RAISE

    note = Text(longest=NOTE_LENGTH, load_default="", **about("Why; for the editors alone."))


class ReplaceSchema(Schema):
    """Taking a request back and asking somebody else."""

    class Meta:
        unknown = RAISE

    reviewer = Text(longest=200, one_line=True, required=True, **about("The e-mail address of the other reviewer."))


class AssignmentOutputSchema(Schema):
    """A reviewer asked to judge one revision."""

    id = a_number()
    state = one_of(AssignmentState)
    reference = a_text("The case.")
    revision = a_number("The revision to judge.")
    reviewer = fields.Nested(AccountSchema, required=True)
    answer_by = fields.Date(required=True, metadata={"description": "The day to answer by."})
    due_on = fields.Date(
        metadata={"description": "The day the review is due; absences and waiting come on top."},
    )
    invited_at = a_moment("When the reviewer was asked.")
    answered_at = a_moment("When the reviewer accepted or declined.", allow_none=True)
    note = a_text("What the reviewer said to that.")


class OwnAssignmentSchema(AssignmentOutputSchema):
    """An assignment of the caller, with the case as they see it now."""

    title = a_text()
    url = a_text("The page of the case.")
    case_state = one_of(State)
