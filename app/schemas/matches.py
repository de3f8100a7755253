"""Matches of requests and offers, as programs and forms send them, and as the API sends them."""

from marshmallow import RAISE, Schema, fields

from app.schemas.capacity_output import CapacityLinkSchema
from app.schemas.case_output import SubmitterSchema
from app.schemas.delegations import a_day as a_day_of_a_form
from app.schemas.input_fields import Line, OneOf, Text, Truth, Version, about
from app.schemas.output_fields import a_day, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.capacity_states import MatchAction, MatchParty, MatchState, NeedMet
from case_studies.vocabulary import Kind

POST_LENGTH = 3000
LINE_LENGTH = 200
BY_PERSONS = tuple(action for action in MatchAction if action != MatchAction.ASK_YEAR)
SIDES = (MatchParty.ASKING, MatchParty.OFFERING)


class MatchSchema(Schema):
    """Interest of one side in the other."""

    class Meta:
        unknown = RAISE

    request = Line(longest=20, required=True, metadata={"pattern": r"\w", "description": "The reference of a request."})
    offer = Line(longest=20, load_default="", **about("The reference of an offer; a focal point may help without one."))


class MatchPostSchema(Schema):
    """Something said in a talk."""

    class Meta:
        unknown = RAISE

    text = Text(longest=POST_LENGTH, required=True, metadata={"pattern": r"\w"})


class MatchDeliverySchema(Schema):
    """What was delivered, and when."""

    class Meta:
        unknown = RAISE

    quantity = Line(longest=LINE_LENGTH, load_default="", **about("Such as “12 of 15 seats”."))
    delivered_from = a_day_of_a_form(load_default=None, allow_none=True)
    delivered_until = a_day_of_a_form(load_default=None, allow_none=True)


class MatchReportSchema(Schema):
    """What one side says came of it."""

    class Meta:
        unknown = RAISE

    outcome = Text(longest=POST_LENGTH, load_default="")
    not_measured = Truth(load_default=False)
    again = Truth(load_default=None, allow_none=True, **about("Whether the delegation would do it again."))


class MatchTransitionSchema(Schema):
    """An action on a match, with the version that the actor saw, and what the action needs."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_PERSONS, required=True)
    version = Version()
    delivery = fields.Nested(MatchDeliverySchema, load_default=None, allow_none=True)
    report = fields.Nested(MatchReportSchema, load_default=None, allow_none=True)
    need_met = OneOf(NeedMet, load_default=None, allow_none=True, **about("For `answer_year`."))


class MatchPostOutputSchema(Schema):
    """What was said in a talk."""

    party = one_of(MatchParty)
    said_by = fields.Nested(SubmitterSchema, required=True, allow_none=True)
    text = a_text()
    posted_at = a_moment()


class MatchReportOutputSchema(Schema):
    """What one side says came of it."""

    party = one_of(SIDES)
    outcome = a_text()
    not_measured = a_truth("Whether nobody measured it.")
    again = a_truth("Whether the delegation would do it again.")
    reported_at = a_moment()


class MatchOutputSchema(Schema):
    """A match, for the two delegations and the editors."""

    reference = a_text()
    kind = one_of([Kind.MATCH])
    url = a_text("Its page.")
    version = a_number("Increases with every change.")
    state = one_of(MatchState)
    actions = fields.List(
        one_of(MatchAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    party = one_of(MatchParty)
    things = many(CapacityLinkSchema, "The request and the offer, as far as the caller may still read them.")
    asking = fields.Nested(SubmitterSchema, required=True)
    offering = fields.Nested(SubmitterSchema, required=True)
    created_at = a_moment()
    chosen_at = a_moment(allow_none=True)
    delivery_reported_by = one_of(SIDES, or_none=True)
    quantity = a_text()
    delivered_from = a_day(allow_none=True)
    delivered_until = a_day(allow_none=True)
    confirmed_at = a_moment(allow_none=True)
    posts = many(MatchPostOutputSchema)
    reports = many(MatchReportOutputSchema, "Those of the other side once both have reported.")
    asked_on = a_day("Since when the caller's delegation is asked whether its need was met.", allow_none=True)
    need_met = one_of(NeedMet, or_none=True)


class MatchesSchema(Schema):
    """The matches that the caller may read."""

    items = many(MatchOutputSchema)
