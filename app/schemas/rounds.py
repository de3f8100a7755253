"""Rounds: answers to remarks as they come in; open remarks, differences and earlier revisions as they go out."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Range

from app.schemas.answers import HistoryEntrySchema, LabelledSchema, WrittenSectionsSchema
from app.schemas.fields import OneOf, Text, Truth, about
from app.schemas.review_answers import AnswerSchema, ReviewAnswerSchema
from case_studies.comparing import Change
from case_studies.template import NOTE_LENGTH
from case_studies.vocabulary import Audience, Evidence, Language, Section, Stage, State, Weight

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


def _said(text: str = "", **rest: object) -> fields.String:
    return fields.String(required=True, **about(text), **rest)  # type: ignore[arg-type]


def _counted(text: str) -> fields.Integer:
    return fields.Integer(required=True, **about(text))


class OpenRemarkSchema(Schema):
    """A remark that the delegation has to answer."""

    id = fields.Integer(required=True)
    number = _counted("Stands for the reviewer in every round of the case.")
    revision = _counted("The revision that was judged.")
    section = OneOf(Section, required=True)
    weight = OneOf(Weight, required=True)
    text = _said()
    quote = _said("The passage that it is about.")
    answer = fields.Nested(
        AnswerSchema, required=True, allow_none=True, **about("What this revision answers; null until it does.")
    )
    earlier = fields.List(
        fields.Nested(AnswerSchema),
        required=True,
        **about("What earlier revisions answered, and why it is open still."),
    )


class OpenRemarksSchema(Schema):
    """What has to be answered before clearance, by section, the musts first."""

    revision = _counted("The revision that answers.")
    reason = _said("Why the editors asked for it.")
    due_on = fields.Date(required=True, allow_none=True, **about("The day to hand it in by."))
    answered = _counted("How many of the remarks are answered.")
    remarks = fields.List(fields.Nested(OpenRemarkSchema), required=True)


class PieceSchema(Schema):
    """A piece of a section and what became of it."""

    change = OneOf(Change, required=True)
    text = _said()


class SectionChangeSchema(Schema):
    """A section that differs, as it was typed."""

    section = OneOf(Section, required=True)
    pieces = fields.List(fields.Nested(PieceSchema), required=True)


class FieldChangeSchema(Schema):
    """A field that differs."""

    field = _said()
    removed = fields.List(fields.Nested(LabelledSchema), required=True)
    added = fields.List(fields.Nested(LabelledSchema), required=True)


ChangesSchema = Schema.from_dict(
    {
        "from": _counted("The revision before."),
        "to": _counted("The revision after."),
        "fields": fields.List(fields.Nested(FieldChangeSchema), required=True),
        "sections": fields.List(fields.Nested(SectionChangeSchema), required=True),
        "unchanged": fields.List(OneOf(Section), required=True, **about("The sections that are the same.")),
    },
    name="Changes",
)


class RevisionSchema(Schema):
    """A revision as it was written, with what was said of it and decided on it."""

    reference = _said("The case.")
    revision = _counted("Its number.")
    state = OneOf(State, required=True)
    title = _said()
    language = OneOf(Language, required=True)
    themes = fields.List(fields.String(), required=True)
    host_states = fields.List(fields.String(), required=True)
    operations = fields.List(fields.String(), required=True)
    initiatives = fields.List(fields.String(), required=True)
    implemented_by = fields.List(fields.String(), required=True)
    co_submitters = fields.List(fields.String(), required=True)
    started = fields.Integer(required=True, allow_none=True)
    ended = fields.Integer(required=True, allow_none=True)
    stage = OneOf(Stage, required=True, allow_none=True)
    evidence = OneOf(Evidence, required=True, allow_none=True)
    audience = OneOf(Audience, required=True)
    contact = _said()
    sources = fields.List(fields.String(), required=True)
    sections = fields.Nested(WrittenSectionsSchema, required=True)
    reviews = fields.List(fields.Nested(ReviewAnswerSchema), required=True)
    decisions = fields.List(fields.Nested(HistoryEntrySchema), required=True)
