"""Responses of the delegation to the remarks of reviewers."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields

from app.schemas.input_fields import Text, Truth, about
from app.schemas.output_fields import a_day, a_number, a_text, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import Section, Verdict, Weight

DONE_OR_NOT = _l("Choose whether it was done.")


class RemarkResponseSchema(Schema):
    """What the delegation did about a remark."""

    class Meta:
        unknown = RAISE

    done = Truth(
        required=True, error_messages={"required": [DONE_OR_NOT]}, **about("Whether something was changed for it.")
    )
    text = Text(longest=NOTE_LENGTH, required=True, **about("What was changed, or why nothing was."))
    instead_of = Text(
        longest=NOTE_LENGTH,
        load_default="",
        **about("The text of the answer that it takes the place of; left away, there is none yet."),
    )


class RemarkResponseOutputSchema(Schema):
    """What the delegation said to a remark, and what the reviewer said to that."""

    revision = a_number("The revision that answers.")
    done = fields.Boolean(required=True, metadata={"description": "Whether something was changed."})
    text = a_text("What was changed, or why nothing was.")
    verdict = one_of(Verdict, or_none=True)
    verdict_text = a_text("What is still missing, where it was reopened.")


class OpenRemarkSchema(Schema):
    """A remark that the delegation has to answer."""

    id = a_number()
    number = a_number("Stands for the reviewer in every round of the case.")
    revision = a_number("The revision that was judged.")
    section = one_of(Section)
    weight = one_of(Weight)
    text = a_text()
    quote = a_text("The passage that it is about.")
    answer = fields.Nested(
        RemarkResponseOutputSchema,
        required=True,
        allow_none=True,
        **about("What this revision answers; null until it does."),
    )
    earlier = many(RemarkResponseOutputSchema, "What earlier revisions answered, and why it is open still.")


class OpenRemarksSchema(Schema):
    """What has to be answered before clearance, by section, the musts first."""

    revision = a_number("The revision that answers.")
    reason = a_text("Why the editors asked for it.")
    due_on = a_day("The day to hand it in by.", allow_none=True)
    answered = a_number("How many of the remarks are answered.")
    remarks = many(OpenRemarkSchema)
