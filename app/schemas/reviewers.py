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
    """How many cases at once."""

    def __init__(self) -> None:
        limits = {"minimum": 1, "maximum": LARGEST_LOAD}
        metadata = {**about("How many cases at once.")["metadata"], **limits}
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
    """What a reviewer knows, reads and takes on; all of it is replaced."""

    class Meta:
        unknown = RAISE

    themes = Codes(most=MOST_THEMES, required=True, **about("Codes from /themes."))
    languages = Codes(known=Language, required=True, **about("The languages that the reviewer reads."))
    largest_load = LargestLoad()


class AbsenceSchema(Schema):
    """Days on which a reviewer is away; both ends count."""

    class Meta:
        unknown = RAISE

    first_day = fields.Date(
        required=True,
        error_messages=DAY_MISSING,
        **about("From today."),
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
    """What a reviewer says of themselves."""

    themes = codes()
    languages = fields.List(one_of(Language), required=True)
    largest_load = a_number("How many cases at once.")
    absences = many(AbsenceOutputSchema)


class SuitabilityReasonSchema(Schema):
    """One thing that speaks for or against a reviewer."""

    ground = one_of(sorted({*FitReason, *ExclusionReason}))
    text = a_text("The same in words.")


class CandidateSchema(Schema):
    """A reviewer who can be asked."""

    reviewer = fields.Nested(AccountSchema, required=True)
    score = a_measure("From 0 to 100.")
    full = a_truth("Whether they have as many cases as they take on.")
    reasons = many(SuitabilityReasonSchema)


class ExcludedReviewerSchema(Schema):
    """A reviewer who can't be chosen."""

    reviewer = fields.Nested(AccountSchema, required=True)
    reasons = many(SuitabilityReasonSchema)


class CandidatesSchema(Schema):
    """Every reviewer: those who can be asked, the best first, and those who can't."""

    candidates = many(CandidateSchema)
    barred = many(ExcludedReviewerSchema)
