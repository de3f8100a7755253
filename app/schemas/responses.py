"""Responses of the delegation to remarks of reviewers."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields

from app.schemas.input_fields import Text, Truth, about
from app.schemas.output_fields import a_day, a_number, a_text, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import Section, Verdict, Weight

DONE_OR_NOT = _l("Choose whether it was done.")


class RemarkResponseSchema(Schema):
    """A response to a remark."""

    class Meta:
        unknown = RAISE

    done = Truth(
        required=True,
        error_messages={"required": [DONE_OR_NOT]},
        **about("Whether the case was changed because of the remark."),
    )
    text = Text(longest=NOTE_LENGTH, required=True, **about("What was changed, or why nothing was."))
    instead_of = Text(
        longest=NOTE_LENGTH,
        load_default="",
        **about("The text of the response that this one replaces. Empty if there is none yet."),
    )


class RemarkResponseOutputSchema(Schema):
    """A response to a remark, and the reviewer's verdict on it."""

    revision = a_number("The revision of the response.")
    done = fields.Boolean(
        required=True, metadata={"description": "Whether the case was changed because of the remark."}
    )
    text = a_text("What was changed, or why nothing was.")
    verdict = one_of(Verdict, or_none=True)
    verdict_text = a_text("What is still missing, if the remark was reopened.")


class OpenRemarkSchema(Schema):
    """A remark that needs a response."""

    id = a_number()
    number = a_number("A number that stands for the reviewer, the same in every round of the case.")
    revision = a_number("The revision that was reviewed.")
    section = one_of(Section)
    weight = one_of(Weight)
    text = a_text()
    quote = a_text("The passage that it is about.")
    answer = fields.Nested(
        RemarkResponseOutputSchema,
        required=True,
        allow_none=True,
        **about("The response in this revision. Null if there is none yet."),
    )
    earlier = many(RemarkResponseOutputSchema, "Responses in earlier revisions, with the verdicts on them.")


class OpenRemarksSchema(Schema):
    """The remarks that need a response before clearance, by section, musts first."""

    revision = a_number("The revision of the response.")
    reason = a_text("Why the editors requested a revision.")
    due_on = a_day("The due date of the revision.", allow_none=True)
    answered = a_number("The number of remarks with a response.")
    remarks = many(OpenRemarkSchema)
