"""A situation as it comes in, the same for the page and the API; and what the API says of cases that fit it."""

from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.schemas.case_link import CaseLinkSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import Codes, about
from app.schemas.output_fields import a_count, a_text, many, one_of
from app.schemas.passages import PassageSchema
from case_studies.operations.situations.situation import Relation, Situation
from case_studies.taxonomy.situations import Aspect, choices
from case_studies.vocabulary import Audience, Language

ASPECTS = tuple(aspect.value for aspect in Aspect)
MOST_HOST_STATES = 10


class SituationSchema(Schema):
    """A situation. Each side of it may come several times or not at all; at least one value is needed."""

    class Meta:
        unknown = EXCLUDE

    host_state = Codes(load_default=list, most=MOST_HOST_STATES, **about("Codes from /states."))
    threat = Codes(load_default=list, known=choices()[Aspect.THREAT], **about("What threatens."))
    terrain = Codes(load_default=list, known=choices()[Aspect.TERRAIN], **about("The ground."))
    unit = Codes(load_default=list, known=choices()[Aspect.UNIT], **about("The kind of unit, or its task."))
    means = Codes(
        load_default=list,
        known=choices()[Aspect.MEANS],
        **about("What the unit has. Where any is given, means that a case names beyond them are differences."),
    )


def situation_from(values: dict[str, Any]) -> Situation:
    """Return the situation for clean parameters."""
    return Situation(**{aspect: tuple(values[aspect]) for aspect in ASPECTS})


class AssessmentSchema(Schema):
    """One thing to say of a case. It rests on the passage, on the themes, or on the host States of the case."""

    aspect = one_of(Aspect)
    relation = one_of(Relation)
    says = a_text("The remark in words.")
    values = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What the case names; where it is silent, what it does not name."},
    )
    themes = many(CodedValueSchema, "The themes of the case that say so.")
    passage = fields.Nested(PassageSchema, required=True, allow_none=True)


class FittingCaseSchema(CaseLinkSchema):
    """A case worth reading in a situation."""

    language = one_of(Language)
    audience = one_of(Audience)
    host_states = many(CodedValueSchema)
    reasons = many(AssessmentSchema, "Why it fits.")
    differences = many(AssessmentSchema, "What differs.")
    asides = many(AssessmentSchema, "What it does not speak of, or only in a sentence that denies something.")
    takes = many(AssessmentSchema, "The means that it names, where none were given.")


class AlternativeSchema(CodedValueSchema):
    """A value that cases do name."""

    aspect = one_of(Aspect)
    count = a_count("How many of the newest cases name it.")


class FittingCasesSchema(Schema):
    """The cases that share something with a situation, best first. They are to be read, not a judgement."""

    items = many(FittingCaseSchema)
    instead = many(AlternativeSchema, "Where nothing fits: values that cases do name.")
