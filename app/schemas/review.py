"""Reviews: ratings, remarks and recommendation, as they come in and as the API sends them."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import OneOf, Text, Truth, about
from app.schemas.output_fields import a_moment, a_number, a_text, many, one_of
from app.schemas.responses import RemarkResponseOutputSchema
from case_studies.case_template import MOST_REMARKS, NOTE_LENGTH, QUOTE_LENGTH, REMARK_LENGTH
from case_studies.vocabulary import Rating, Recommendation, Section, Verdict, Weight


class Score(fields.Integer):
    """A rating from 1 to 5, or none yet."""

    def __init__(self) -> None:
        super().__init__(strict=True, allow_none=True, metadata={"minimum": 1, "maximum": 5})

    def _deserialize(self, value, attr, data, **kwargs):  # type: ignore[no-untyped-def]
        try:
            number = super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            raise ValidationError([_l("Choose a number from 1 to 5.")]) from error
        if isinstance(value, bool) or not 1 <= number <= 5:
            raise ValidationError([_l("Choose a number from 1 to 5.")])
        return number


RatingsSchema = Schema.from_dict({rating.value: Score() for rating in Rating}, name="Ratings")


class RemarkSchema(Schema):
    """A remark on one section: a must or a suggestion, with the passage it is about where one is quoted."""

    class Meta:
        unknown = RAISE

    section = OneOf(Section, required=True, **about("The section that it is about."))
    weight = OneOf(Weight, load_default=Weight.SUGGESTION.value, **about("A must stays in the way of publishing."))
    text = Text(longest=REMARK_LENGTH, required=True, **about("What should be changed, and why."))
    quote = Text(longest=QUOTE_LENGTH, load_default="", **about("The passage that it is about, word by word."))


class VerdictSchema(Schema):
    """What the reviewer says of the delegation's answer to one of their remarks."""

    class Meta:
        unknown = RAISE

    remark = fields.Integer(strict=True, required=True, **about("The remark, by its id."))
    verdict = OneOf(Verdict, required=True, **about("Settled, or still open."))
    text = Text(longest=NOTE_LENGTH, load_default="", **about("What is still missing, where it is reopened."))


class ReviewSchema(Schema):
    """A review as far as it is written; `submit` hands it in."""

    class Meta:
        unknown = RAISE

    ratings = fields.Nested(RatingsSchema(unknown=RAISE), **about("From 1 to 5."))
    recommendation = OneOf(Recommendation, allow_none=True, **about("What the editor is advised to do."))
    overall = Text(longest=REMARK_LENGTH, **about("What the reviewer thinks of the case as a whole."))
    remarks = fields.List(
        fields.Nested(RemarkSchema),
        validate=Length(max=MOST_REMARKS, error=_l("At most %(most)s remarks.", most=MOST_REMARKS)),
        **about("Notes on single sections; all of them are replaced."),
    )
    verdicts = fields.List(
        fields.Nested(VerdictSchema),
        validate=Length(max=MOST_REMARKS, error=_l("At most %(most)s verdicts.", most=MOST_REMARKS)),
        **about("On the answers to the reviewer's earlier remarks; those that are not named stay as they are."),
    )
    note_to_editors = Text(longest=NOTE_LENGTH, **about("The delegation does not read it."))
    submit = Truth(load_default=False, **about("Whether to hand it in."))


RatingsOutputSchema = Schema.from_dict(
    {
        rating.value: fields.Integer(required=True, allow_none=True, metadata={"minimum": 1, "maximum": 5})
        for rating in Rating
    },
    name="RatingsOutput",
)


class RemarkOutputSchema(Schema):
    """A remark on one section, with its answers, the oldest first."""

    id = a_number()
    section = one_of(Section)
    weight = one_of(Weight)
    text = a_text()
    quote = a_text("The passage that it is about.")
    open = fields.Boolean(required=True, metadata={"description": "Whether no answer to it has been confirmed."})
    answers = many(RemarkResponseOutputSchema)


class ReviewOutputSchema(Schema):
    """A review as its reader may see it."""

    assignment = a_number("Null where the reviewer is not the reader's to know.", allow_none=True)
    revision = a_number("The revision that was judged.")
    number = a_number("Stands for the reviewer in every round of the case.")
    reviewer = fields.Nested(AccountSchema, required=True, allow_none=True)
    own = fields.Boolean(required=True, metadata={"description": "Whether the caller wrote it."})
    changing = fields.Boolean(
        required=True, metadata={"description": "Whether the caller is changing it and has not handed that in yet."}
    )
    ratings = fields.Nested(RatingsOutputSchema, required=True)
    recommendation = one_of(Recommendation, or_none=True)
    overall = a_text()
    remarks = many(RemarkOutputSchema)
    note_to_editors = a_text("Empty for the delegation.")
    submitted_at = a_moment(
        "When it was handed in; null while it is being written, and for the delegation.", allow_none=True
    )
