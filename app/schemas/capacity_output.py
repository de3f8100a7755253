"""Offers and requests, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_day, a_measure, a_moment, a_number, a_text, codes, many, one_of
from case_studies.capacity_states import CapacityAction, CapacityState
from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite
from case_studies.vocabulary import Attribution, Audience, Kind, Language, Register


class CapacityLinkSchema(Schema):
    """What every list of offers or requests shows of one."""

    reference = a_text()
    kind = one_of([Kind.OFFER, Kind.REQUEST])
    url = a_text("Its page.")
    state = one_of(CapacityState)
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    title = a_text()
    support_kind = one_of(CapacityKind, or_none=True)
    posted_by = fields.Nested(SubmitterSchema, required=True)
    themes = many(CodedValueSchema)
    valid_until = a_day(allow_none=True)
    shown_at = a_moment("When others than its delegation could read it first.", allow_none=True)


class CapacityOutputSchema(CapacityLinkSchema):
    """An offer or a request, as the caller may read it."""

    version = a_number("Increases with every change.")
    actions = fields.List(
        one_of(CapacityAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    details = a_text()
    level = one_of(CapacityLevel, or_none=True)
    languages = fields.List(one_of(Language), required=True)
    places = many(CodedValueSchema)
    recipients = many(CodedValueSchema)
    quantity = a_number("Seats, or pieces.", allow_none=True)
    starts = a_day(allow_none=True)
    ends = a_day(allow_none=True)
    cost = one_of(CostBearer, or_none=True)
    prerequisites = fields.List(one_of(Prerequisite), required=True)
    conditions = a_text()
    support_after = a_text()
    contact = a_text("A mailbox, for members who may know whose it is; empty for others.")
    source = a_text("The public source of a documented programme.")
    objections_until = a_day("Until when its delegation may hold a request back.", allow_none=True)
    doubles = codes("Of a draft: the references of posted offers that it would repeat.")


class CapacitiesSchema(Schema):
    """A page of offers or requests."""

    items = many(CapacityLinkSchema)
    total = a_count("How many there are on all pages.")
    page = a_number()
    pages = a_number()


class PointSchema(Schema):
    """A reason or a difference."""

    code = a_text()
    values = codes()


class FittingOfferSchema(Schema):
    """An offer that fits a request, with reasons and differences."""

    offer = fields.Nested(CapacityLinkSchema, required=True)
    score = a_measure("From 0 to 100. It compares terms, not delegations.", minimum=0, maximum=100)
    reasons = many(PointSchema)
    differences = many(PointSchema)
