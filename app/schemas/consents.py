"""Consent to be named in a case."""

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length

from app.schemas.case_fields import WRITTEN
from app.schemas.input_fields import Line, OneOf, Text, Version, about
from app.schemas.output_fields import a_moment, a_text, a_truth, many, one_of
from case_studies.case_template import ANSWER_LENGTH, MOST_CODES, MOST_PARTNERS, NOTE_LENGTH
from case_studies.policy.consents import ConsentState
from case_studies.vocabulary import ConsentAnswer, PartnerAnswer


class PartnerAnswerSchema(Schema):
    """The author's answer about one State or partner."""

    class Meta:
        unknown = RAISE

    partner = Line(longest=200, required=True, **about("The code of an implementing State, or one of `partners`."))
    answer = OneOf(PartnerAnswer, required=True, **about("Only those that agreed are named."))
    note = Line(longest=ANSWER_LENGTH, load_default="", **about("Who answered and when. Needed with `agreed`."))


class PartnerAnswersSchema(Schema):
    """The author's answers about States and partners."""

    class Meta:
        unknown = RAISE

    consents = fields.List(
        fields.Nested(PartnerAnswerSchema), required=True, validate=Length(max=MOST_CODES + MOST_PARTNERS)
    )
    version = Version()


class AskedPartnerSchema(Schema):
    """A State or partner that the author answers for."""

    partner = a_text("Its code, or the name of a partner that is no State.", attribute="key")
    name = a_text()
    answer = one_of(PartnerAnswer)
    note = a_text("Who answered and when.")


class CoSubmitterSchema(Schema):
    """A co-submitter with its answer to the text."""

    delegation = a_text("Its code.", attribute="delegation.code")
    state = one_of(ConsentState)
    reason = a_text("Why it refused.")
    answered_at = a_moment(allow_none=True)


class WithdrawnSchema(Schema):
    """A delegation that withdrew its consent."""

    delegation = a_text("Its code.", attribute="delegation_code")
    withdrawn_at = a_moment(attribute="answered_at")


class ConsentsSchema(Schema):
    """Who is named as taking part in a case, and whether they agreed."""

    partners = many(AskedPartnerSchema, "The author answers for them.")
    co_submitters = many(CoSubmitterSchema, "Their own clearance officers answer.")
    withdrawn = many(WithdrawnSchema, "They are not named to readers any more.")
    mentions = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "Those that may not be named → the fields whose text names them."},
    )


class ConsentAnswerSchema(Schema):
    """The answer of a co-submitter."""

    class Meta:
        unknown = RAISE

    answer = OneOf([ConsentAnswer.CONFIRMED, ConsentAnswer.REFUSED], required=True)
    mark = Line(longest=64, required=True, **about("The `mark` of the text that was read."))
    reason = Text(
        longest=NOTE_LENGTH, load_default="", **about("Needed with `refused`. The submitting delegation reads it.")
    )


ConsentOutputSchema = Schema.from_dict(
    {
        "reference": a_text(),
        "state": one_of(ConsentState),
        "mark": a_text("Stands for the text as it is. It changes with every change of the text."),
        "may_answer": a_truth("Whether the caller can confirm or refuse now."),
        "may_withdraw": a_truth("Whether the caller can withdraw the consent now."),
        "case": fields.Nested(Schema.from_dict(WRITTEN, name="ConsentText"), required=True),
    },
    name="Consent",
)
