"""Study proposals, as programs and forms send them, and as the API sends them."""

from marshmallow import EXCLUDE, RAISE, Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import WORDS, Codes, Line, OneOf, Text, Version, about, between, has_words
from app.schemas.output_fields import a_count, a_day, a_number, a_text, many, one_of
from case_studies.case_template import NOTE_LENGTH
from case_studies.operations.proposals.queries import OPEN, SHOWN
from case_studies.study_vocabulary import ProposalAction, ProposalState
from case_studies.vocabulary import Kind, Measure

QUESTION_WORDS = 60
FUNDS_LENGTH = 300
MOST_ASKED = 20


class ProposalSchema(Schema):
    """A study that somebody proposes: all of it."""

    class Meta:
        unknown = RAISE

    question = Text(
        longest=600,
        most_words=QUESTION_WORDS,
        required=True,
        validate=has_words,
        metadata={"pattern": WORDS.pattern, "description": "What it would find out, in at most 60 words."},
    )
    theme = Line(longest=60, required=True, **about("The row of the evidence map: a code from /themes."))
    measure = OneOf(Measure, load_default=None, allow_none=True, **about("Its column, or null."))
    place = Line(longest=60, load_default=None, allow_none=True, **about("Its column: a code from /states, or null."))
    funds = Line(longest=FUNDS_LENGTH, load_default="", **about("What it costs and who pays, as far as it is known."))
    due = fields.Date(required=True, **about("The day on which it should be delivered."))
    asked = Codes(most=MOST_ASKED, load_default=list, **about("Codes of delegations that are asked to join."))


class ProposalChangeSchema(ProposalSchema):
    """A new text in place of the old one, with the version that the writer saw."""

    version = Version()


class ProposalTransitionSchema(Schema):
    """An action on a proposal, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(ProposalAction, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    study = Line(longest=40, load_default="", **about("For `deliver_study`: the reference of the study."))
    version = Version()


class ProposalListSchema(Schema):
    """Which proposals are listed."""

    class Meta:
        unknown = EXCLUDE

    show = OneOf(SHOWN, load_default=OPEN, **about("`open`: those that are neither delivered nor dropped."))
    page = fields.Integer(load_default=1, validate=between(1, 100_000))


class ProposalOutputSchema(Schema):
    """A study proposal, as the caller may read it."""

    reference = a_text()
    kind = one_of([Kind.PROPOSAL])
    url = a_text("The page of the proposal.")
    state = one_of(ProposalState)
    version = a_number("Increases with every change.")
    question = a_text()
    theme = fields.Nested(CodedValueSchema, required=True)
    measure = one_of(Measure, or_none=True)
    place = fields.Nested(CodedValueSchema, required=True, allow_none=True)
    funds = a_text()
    due = a_day("When it should be delivered.")
    led_by = fields.Nested(CodedValueSchema, required=True)
    joined = many(CodedValueSchema, "The delegations that joined.")
    asked = many(CodedValueSchema, "Who was asked and has not joined. Only the delegation that leads reads it.")
    study = a_text("The reference of the study that came of it; empty before.")
    reason = a_text("Why it was dropped.")
    actions = fields.List(
        one_of(ProposalAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )


class ProposalsSchema(Schema):
    """A page of study proposals."""

    items = many(ProposalOutputSchema)
    total = a_count("How many proposals there are on all pages.")
    page = a_number()
    pages = a_number()
