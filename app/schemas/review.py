"""Assignments, answers and reviews as they come in."""

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields

from app.schemas.fields import OneOf, Text, Truth, about
from case_studies.template import NOTE_LENGTH, REMARK_LENGTH
from case_studies.vocabulary import Rating, Recommendation, Section


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
RemarksSchema = Schema.from_dict({section.value: Text(longest=REMARK_LENGTH) for section in Section}, name="Remarks")


class AssignmentSchema(Schema):
    """Asking a reviewer, by address, to answer until a day."""

    class Meta:
        unknown = RAISE

    reviewer = Text(longest=200, one_line=True, required=True, **about("The e-mail address of the reviewer."))
    due_on = fields.Date(allow_none=True, load_default=None, **about("The day to answer by; left away, the usual one."))


class ResponseSchema(Schema):
    """A reviewer's answer to being asked."""

    class Meta:
        unknown = RAISE

    response = OneOf(("accept", "decline"), required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")


class ReviewSchema(Schema):
    """A review as far as it is written; `submit` hands it in."""

    class Meta:
        unknown = RAISE

    ratings = fields.Nested(RatingsSchema(unknown=RAISE), **about("From 1 to 5."))
    recommendation = OneOf(Recommendation, allow_none=True, **about("What the editor is advised to do."))
    overall = Text(longest=REMARK_LENGTH, **about("What the reviewer thinks of the case as a whole."))
    remarks = fields.Nested(
        RemarksSchema(unknown=RAISE), **about("Notes on single sections; all of them are replaced.")
    )
    note_to_editors = Text(longest=NOTE_LENGTH, **about("The delegation does not read it."))
    submit = Truth(load_default=False, **about("Whether to hand it in."))
