"""Rounds: answers to remarks as they come in; open remarks, differences and earlier revisions as they go out."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Range

from app.schemas.case_fields import WRITTEN
from app.schemas.input_fields import Text, Truth, about
from app.schemas.output_fields import a_day, a_number, a_text, many, one_of
from app.schemas.responses import HistoryEntrySchema, LabelledSchema
from app.schemas.review_responses import AnswerSchema, ReviewAnswerSchema
from case_studies.case_template import NOTE_LENGTH
from case_studies.text_diff import Change
from case_studies.vocabulary import Section, State, Weight

LARGEST = 2_147_483_647
DONE_OR_NOT = _l("Choose whether it was done.")


class RemarkAnsweredSchema(Schema):
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


def _number(text: str) -> fields.Integer:
    return fields.Integer(load_default=None, validate=Range(1, LARGEST), **about(text))


# `from` is no name that a class could give
ChangesQuerySchema = Schema.from_dict(
    {
        "from": _number("The revision to start from; left away, the one before the other."),
        "to": _number("The revision to compare it with; left away, the last one that the caller may read."),
    },
    name="ChangesQuery",
)


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
        AnswerSchema, required=True, allow_none=True, **about("What this revision answers; null until it does.")
    )
    earlier = many(AnswerSchema, "What earlier revisions answered, and why it is open still.")


class OpenRemarksSchema(Schema):
    """What has to be answered before clearance, by section, the musts first."""

    revision = a_number("The revision that answers.")
    reason = a_text("Why the editors asked for it.")
    due_on = a_day("The day to hand it in by.", allow_none=True)
    answered = a_number("How many of the remarks are answered.")
    remarks = many(OpenRemarkSchema)


class PieceSchema(Schema):
    """A piece of a section and what became of it."""

    change = one_of(Change)
    text = a_text()


class SectionChangeSchema(Schema):
    """A section that differs, as it was typed."""

    section = one_of(Section)
    pieces = many(PieceSchema)


class FieldChangeSchema(Schema):
    """A field that differs."""

    field = a_text()
    removed = many(LabelledSchema)
    added = many(LabelledSchema)


ChangesSchema = Schema.from_dict(
    {
        "from": a_number("The revision before."),
        "to": a_number("The revision after."),
        "fields": many(FieldChangeSchema),
        "sections": many(SectionChangeSchema),
        "unchanged": fields.List(one_of(Section), required=True, **about("The sections that are the same.")),
    },
    name="Changes",
)


# A revision as it was written, with what was said of it and decided on it.
RevisionSchema = Schema.from_dict(
    {
        "reference": a_text("The case."),
        "revision": a_number("Its number."),
        "state": one_of(State),
        **WRITTEN,
        "reviews": many(ReviewAnswerSchema),
        "decisions": many(HistoryEntrySchema),
    },
    name="Revision",
)
