"""Profiles and absences of reviewers, and the reviewers recommended for a case."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields

from app.schemas.accounts import AccountSchema
from app.schemas.input_fields import Codes, about
from app.schemas.output_fields import a_day, a_measure, a_number, a_text, a_truth, codes, many, one_of
from case_studies.operations.reviewers.profiles import LARGEST_LOAD
from case_studies.operations.reviewers.suitability import ExclusionReason, FitReason
from case_studies.vocabulary import Language

MOST_THEMES = 100  # more than there are
DAY_MISSING: dict[str, Any] = {
    kind: [_l("Give a day, such as 2027-03-31.")] for kind in ("required", "null", "invalid")
}


class LargestLoad(fields.Integer):
    """The most cases that a reviewer takes on at the same time."""

    def __init__(self) -> None:
        limits = {"minimum": 1, "maximum": LARGEST_LOAD}
        metadata = {**about("The most cases at the same time.")["metadata"], **limits}
        message = [self.refusal]
        super().__init__(
            strict=True,
            required=True,
            metadata=metadata,
            error_messages={"required": message, "null": message, "invalid": message},
        )

    refusal = _l("Give a number from 1 to %(most)s.", most=LARGEST_LOAD)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        number = super()._deserialize(value, attr, data, **kwargs)
        if isinstance(value, bool) or not 1 <= number <= LARGEST_LOAD:
            raise ValidationError([self.refusal])
        return number


class ProfileSchema(Schema):
    """A reviewer's themes, languages and largest load."""

    class Meta:
        unknown = RAISE

    themes = Codes(most=MOST_THEMES, required=True, **about("Codes from /themes."))
    languages = Codes(known=Language, required=True, **about("The languages that the reviewer reads."))
    largest_load = LargestLoad()


class AbsenceSchema(Schema):
    """An absence of a reviewer. First and last day are included."""

    class Meta:
        unknown = RAISE

    first_day = fields.Date(
        required=True,
        error_messages=DAY_MISSING,
        **about("Today or later."),
    )
    last_day = fields.Date(
        required=True,
        error_messages=DAY_MISSING,
        **about("At most two years from now."),
    )


class AbsenceOutputSchema(Schema):
    """An absence that is not over yet."""

    id = a_number()
    first_day = a_day()
    last_day = a_day()


class ProfileOutputSchema(Schema):
    """The profile of a reviewer."""

    themes = codes()
    languages = fields.List(one_of(Language), required=True)
    largest_load = a_number("The most cases at the same time.")
    absences = many(AbsenceOutputSchema)


class SuitabilityReasonSchema(Schema):
    """A reason for or against a reviewer."""

    ground = one_of(sorted({*FitReason, *ExclusionReason}))
    text = a_text("The reason in words.")


class CandidateSchema(Schema):
    """A reviewer who can be invited."""

    reviewer = fields.Nested(AccountSchema, required=True)
    score = a_measure("From 0 to 100.")
    full = a_truth("Whether the reviewer has reached the largest load.")
    reasons = many(SuitabilityReasonSchema)


class ExcludedReviewerSchema(Schema):
    """A reviewer who can't be invited."""

    reviewer = fields.Nested(AccountSchema, required=True)
    reasons = many(SuitabilityReasonSchema)


class CandidatesSchema(Schema):
    """All reviewers: those who can be invited, the most suitable first, and those who can't."""

    candidates = many(CandidateSchema)
    barred = many(ExcludedReviewerSchema)
