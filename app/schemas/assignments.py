"""Assignments of reviewers: inviting, replacing, releasing, accepting and declining."""

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import Line, OneOf, Text, about
from app.schemas.output_fields import a_moment, a_number, a_text, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import AssignmentState, State


class AssignmentSchema(Schema):
    """An invitation of a reviewer."""

    class Meta:
        unknown = RAISE

    reviewer = Line(longest=200, required=True, **about("The e-mail address of the reviewer."))
    due_on = fields.Date(
        allow_none=True, load_default=None, **about("The day to answer by. By default, the usual one.")
    )


class InvitationResponseSchema(Schema):
    """A reviewer's answer to an invitation."""

    class Meta:
        unknown = RAISE

    response = OneOf(("accept", "decline"), required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")


class ReleaseSchema(Schema):
    """The release of a reviewer."""

    class Meta:
        unknown = RAISE

    note = Text(longest=NOTE_LENGTH, load_default="", **about("Why. Only editors can read it."))


class ReplaceSchema(Schema):
    """The replacement of a reviewer by another one."""

    class Meta:
        unknown = RAISE

    reviewer = Line(longest=200, required=True, **about("The e-mail address of the other reviewer."))


class AssignmentOutputSchema(Schema):
    """An assignment: a reviewer who was invited to review a revision."""

    id = a_number()
    state = one_of(AssignmentState)
    reference = a_text("The reference of the case.")
    revision = a_number("The number of the revision to review.")
    reviewer = fields.Nested(AccountSchema, required=True)
    answer_by = fields.Date(required=True, metadata={"description": "The day to answer by."})
    due_on = fields.Date(
        metadata={"description": "The day the review is due. Absences and waiting times are added to it."},
    )
    invited_at = a_moment("When the reviewer was invited.")
    answered_at = a_moment("When the reviewer accepted or declined.", allow_none=True)
    note = a_text("The reviewer's note on accepting or declining.")


class OwnAssignmentSchema(AssignmentOutputSchema):
    """An assignment of the caller, with the case as they see it now."""

    title = a_text()
    url = a_text("The page of the case.")
    case_state = one_of(State)
