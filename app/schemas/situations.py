"""A situation, the same for the page and the API, and cases that fit it."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import Codes, about
from app.schemas.output_fields import a_count, a_text, many, one_of
from app.schemas.passages import PassageSchema
from app.schemas.practice_output import EvidenceOutputSchema, PracticeLinkSchema
from app.schemas.published_case import PublishedCaseSchema
from case_studies.operations.situations.situation import Relation, Situation
from case_studies.taxonomy.situations import Aspect, choices

ASPECTS = tuple(aspect.value for aspect in Aspect)
MOST_HOST_STATES = 10


class SituationSchema(Schema):
    """A situation. Each aspect can have several values or none. At least one value is needed."""

    class Meta:
        unknown = EXCLUDE

    host_state = Codes(load_default=list, most=MOST_HOST_STATES, **about("Codes from /states."))
    threat = Codes(load_default=list, known=choices()[Aspect.THREAT], **about("The threat."))
    terrain = Codes(load_default=list, known=choices()[Aspect.TERRAIN], **about("The terrain."))
    unit = Codes(load_default=list, known=choices()[Aspect.UNIT], **about("The kind of unit, or its task."))
    means = Codes(
        load_default=list,
        known=choices()[Aspect.MEANS],
        **about("The means of the unit. If any is given, other means that a case names count as differences."),
    )


def situation_from(values: dict[str, Any]) -> Situation:
    """Return the situation for valid parameters."""
    return Situation(**{aspect: tuple(values[aspect]) for aspect in ASPECTS})


class AssessmentSchema(Schema):
    """A reason or a difference. Its source is a passage, the themes, or the host States of the case."""

    aspect = one_of(Aspect)
    relation = one_of(Relation)
    says = a_text("The assessment in words.")
    values = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "The values that the case names, or values of the situation that it does not mention."
        },
    )
    themes = many(CodedValueSchema, "The themes of the case on which it is based.")
    passage = fields.Nested(PassageSchema, required=True, allow_none=True)


class FittingCaseSchema(PublishedCaseSchema):
    """A case that fits a situation."""

    host_states = many(CodedValueSchema)
    reasons = many(AssessmentSchema, "Why it fits.")
    differences = many(AssessmentSchema, "What differs.")
    asides = many(AssessmentSchema, "What it does not mention, or mentions only in a negative sentence.")
    takes = many(AssessmentSchema, "The means that it names, if the situation has none.")


class FittingPracticeSchema(PracticeLinkSchema):
    """An adopted practice that cases support which fit. Reasons and differences are those of these cases."""

    supported_by = fields.List(
        fields.String(), required=True, metadata={"description": "References of the cases that fit and support it."}
    )
    against = many(EvidenceOutputSchema, "What speaks against it, in the cases that the caller may read.")
    reasons = many(AssessmentSchema, "Why these cases fit.")
    differences = many(AssessmentSchema, "What differs in these cases.")


class AlternativeSchema(CodedValueSchema):
    """A value that cases name."""

    aspect = one_of(Aspect)
    count = a_count("The number of the newest cases that name it.")


class FittingCasesSchema(Schema):
    """Practices and cases that fit a situation, the best first. They are to be read; they predict nothing."""

    practices = many(FittingPracticeSchema, "At most three.")
    items = many(FittingCaseSchema)
    instead = many(AlternativeSchema, "If no case fits: values that cases name.")
