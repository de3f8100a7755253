"""Adoptions, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.vocabulary import (
    AdoptedChange,
    AdoptionAction,
    AdoptionState,
    AdoptionUse,
    Attribution,
    Audience,
    Kind,
    Language,
    Register,
)


class StatementSchema(Schema):
    """What a delegation says about its use."""

    use = one_of(AdoptionUse)
    operation = fields.Nested(CodedValueSchema, required=True, allow_none=True)
    since = a_number("A year.", allow_none=True)
    what_changed = a_text()
    what_happened = a_text()
    not_measured = a_truth("Whether nobody measured what happened.")
    why_stopped = a_text()


class AdoptionOutputSchema(Schema):
    """An adoption, as the caller may read it."""

    reference = a_text()
    kind = one_of([Kind.ADOPTION])
    url = a_text("The page of the adoption.")
    state = one_of(AdoptionState)
    version = a_number("Increases with every change.")
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    case = a_text("The reference of the case, if it is one.", allow_none=True)
    revision = a_number("The revision of the case that the delegation read.", allow_none=True)
    practice = a_text("The reference of the practice, if it is one.", allow_none=True)
    edition = a_number("The edition of the practice that the delegation read.", allow_none=True)
    became = one_of(AdoptedChange, or_none=True)
    adopted_by = fields.Nested(SubmitterSchema, required=True)
    statement = fields.Nested(StatementSchema, required=True, allow_none=True)
    change = fields.Nested(
        StatementSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What the delegation writes and others do not read yet."},
    )
    recorded_at = a_moment(allow_none=True)
    confirm_on = a_day(allow_none=True)
    actions = fields.List(
        one_of(AdoptionAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )


class AdoptionsSchema(Schema):
    """A page of adoptions."""

    items = many(AdoptionOutputSchema)
    total = a_count("How many adoptions there are on all pages.")
    page = a_number()
    pages = a_number()
