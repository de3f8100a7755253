"""Reviews: ratings, remarks and recommendation."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import MarkdownText, OneOf, Text, Truth, about
from app.schemas.output_fields import a_moment, a_number, a_text, many, one_of
from app.schemas.responses import RemarkResponseOutputSchema
from case_studies.case_template import DRAFT_LENGTH, MOST_REMARKS, NOTE_LENGTH, QUOTE_LENGTH, REMARK_LENGTH
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
    """A remark on a section: a must or a suggestion. It can quote the passage that it is about."""

    class Meta:
        unknown = RAISE

    section = OneOf(Section, required=True, **about("The section."))
    weight = OneOf(Weight, load_default=Weight.SUGGESTION.value, **about("An open must prevents publication."))
    text = MarkdownText(longest=REMARK_LENGTH, required=True, **about("What should be changed, and why."))
    quote = Text(longest=QUOTE_LENGTH, load_default="", **about("The passage that it is about, quoted exactly."))


class VerdictSchema(Schema):
    """The reviewer's verdict on the response to one of their remarks."""

    class Meta:
        unknown = RAISE

    remark = fields.Integer(strict=True, required=True, **about("The id of the remark."))
    verdict = OneOf(Verdict, required=True, **about("Whether the remark is settled or still open."))
    text = Text(longest=NOTE_LENGTH, load_default="", **about("What is still missing, if the remark is reopened."))


class ReviewSchema(Schema):
    """A review, complete or not. `submit` hands it in."""

    class Meta:
        unknown = RAISE

    ratings = fields.Nested(RatingsSchema(unknown=RAISE), **about("From 1 to 5."))
    recommendation = OneOf(Recommendation, allow_none=True, **about("The reviewer's advice to the editor."))
    overall = MarkdownText(longest=REMARK_LENGTH, **about("The reviewer's opinion of the case as a whole."))
    remarks = fields.List(
        fields.Nested(RemarkSchema),
        validate=Length(max=MOST_REMARKS, error=_l("At most %(most)s remarks.", most=MOST_REMARKS)),
        **about("Remarks on sections. They replace all earlier ones of this review."),
    )
    verdicts = fields.List(
        fields.Nested(VerdictSchema),
        validate=Length(max=MOST_REMARKS, error=_l("At most %(most)s verdicts.", most=MOST_REMARKS)),
        **about(
            "Verdicts on responses to the reviewer's earlier remarks. Verdicts that are not sent stay as they are."
        ),
    )
    note_to_editors = Text(longest=NOTE_LENGTH, **about("The delegation can't read it."))
    submit = Truth(load_default=False, **about("Whether to hand the review in."))


class RemarkDraftSchema(RemarkSchema):
    """A remark as it is typed, over the limits or not."""

    text = MarkdownText(longest=DRAFT_LENGTH, required=True)
    quote = Text(longest=DRAFT_LENGTH, load_default="")


class VerdictDraftSchema(VerdictSchema):
    """A verdict as it is typed."""

    text = Text(longest=DRAFT_LENGTH, load_default="")


class ReviewDraftSchema(ReviewSchema):
    """A review as it is typed into the form. Its limits count when it is submitted."""

    overall = MarkdownText(longest=DRAFT_LENGTH)
    remarks = fields.List(fields.Nested(RemarkDraftSchema))
    verdicts = fields.List(fields.Nested(VerdictDraftSchema))
    note_to_editors = Text(longest=DRAFT_LENGTH)


RatingsOutputSchema = Schema.from_dict(
    {
        rating.value: fields.Integer(required=True, allow_none=True, metadata={"minimum": 1, "maximum": 5})
        for rating in Rating
    },
    name="RatingsOutput",
)


class RemarkOutputSchema(Schema):
    """A remark on a section, with its responses, the oldest first."""

    id = a_number()
    section = one_of(Section)
    weight = one_of(Weight)
    text = a_text()
    quote = a_text("The passage that it is about.")
    open = fields.Boolean(
        required=True, metadata={"description": "Whether it is open: no response has been confirmed."}
    )
    answers = many(RemarkResponseOutputSchema)


class ReviewOutputSchema(Schema):
    """A review, as the caller may see it."""

    assignment = a_number("The id of the assignment. Null if the caller may not know the reviewer.", allow_none=True)
    revision = a_number("The revision that was reviewed.")
    number = a_number("A number that stands for the reviewer, the same in every round of the case.")
    reviewer = fields.Nested(AccountSchema, required=True, allow_none=True)
    own = fields.Boolean(required=True, metadata={"description": "Whether the caller wrote it."})
    changing = fields.Boolean(
        required=True, metadata={"description": "Whether the caller has changes that are not submitted yet."}
    )
    ratings = fields.Nested(RatingsOutputSchema, required=True)
    recommendation = one_of(Recommendation, or_none=True)
    overall = a_text()
    remarks = many(RemarkOutputSchema)
    note_to_editors = a_text("Empty for the delegation.")
    submitted_at = a_moment("When it was submitted. Null before that, and for the delegation.", allow_none=True)
