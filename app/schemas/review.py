"""Assignments, answers and reviews as they come in."""

from marshmallow import RAISE, Schema, fields

from app.schemas.fields import OneOf, Text
from case_studies.template import NOTE_LENGTH, REMARK_LENGTH
from case_studies.vocabulary import Rating, Recommendation, Section
from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError


class Score(fields.Integer):
    """A rating from 1 to 5, or none yet."""

    def __init__(self) -> None:
        super().__init__(strict=True, allow_none=True)

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

    reviewer = Text(longest=200, one_line=True, required=True)
    due_on = fields.Date(allow_none=True, load_default=None)


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

    ratings = fields.Nested(RatingsSchema(unknown=RAISE))
    recommendation = OneOf(Recommendation, allow_none=True)
    overall = Text(longest=REMARK_LENGTH)
    remarks = fields.Nested(RemarksSchema(unknown=RAISE))
    note_to_editors = Text(longest=NOTE_LENGTH)
    submit = fields.Boolean(load_default=False)
