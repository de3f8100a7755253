"""Offers and requests, as programs and forms send them."""

from marshmallow import EXCLUDE, RAISE, Schema, fields

from app.schemas.delegations import a_day
from app.schemas.input_fields import Codes, Line, Mailbox, OneOf, Text, Version, about, between
from case_studies.capacity_states import CapacityAction, CapacityState
from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import Attribution, Audience, Language

TITLE_LENGTH = 150
TEXT_LENGTH = 3000
LINE_LENGTH = 200
MOST_THEMES = 5
MOST_PLACES = 20
LARGEST_QUANTITY = 100_000
BY_PLATFORM = (CapacityAction.CIRCULATE, CapacityAction.LAPSE)
BY_PERSONS = tuple(action for action in CapacityAction if action not in BY_PLATFORM)
LISTED = (CapacityState.POSTED, CapacityState.LAPSED)


class CapacitySchema(Schema):
    """An offer or a request. A draft may be incomplete."""

    class Meta:
        unknown = RAISE

    language = OneOf(Language)
    title = Line(longest=TITLE_LENGTH)
    details = Text(longest=TEXT_LENGTH, **about("What it is, and for whom. No present times, posts or gaps."))
    support_kind = OneOf(CapacityKind, allow_none=True)
    themes = Codes(most=MOST_THEMES)
    level = OneOf(CapacityLevel, allow_none=True)
    languages = Codes(most=len(Language), known=Language, **about("In which it is given, or can be followed."))
    places = Codes(most=MOST_PLACES, **about("Codes of States or regions where it is given or wanted; none: anywhere."))
    recipients = Codes(most=MOST_PLACES, **about("Of an offer: codes of States or regions; none: everybody."))
    quantity = fields.Integer(
        strict=True, allow_none=True, validate=between(1, LARGEST_QUANTITY), **about("Seats, or pieces.")
    )
    starts = a_day(allow_none=True)
    ends = a_day(allow_none=True)
    cost = OneOf(CostBearer, allow_none=True)
    prerequisites = Codes(
        most=len(Prerequisite),
        known=Prerequisite,
        **about("Of an offer: what it requires. Of a request: what is there."),
    )
    conditions = Text(longest=TEXT_LENGTH, **about("To which an offer is tied; empty if to none."))
    support_after = Text(longest=TEXT_LENGTH, **about("Such as a mentor or spare parts."))
    contact = Mailbox(longest=LINE_LENGTH)
    valid_until = a_day(allow_none=True)
    audience = OneOf(Audience, **about("A request is for members only."))
    attribution = OneOf(Attribution)


class CapacityChangeSchema(CapacitySchema):
    """A change to a draft, with the version that the writer saw."""

    version = Version()


class CapacityTransitionSchema(Schema):
    """An action on an offer or a request, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_PERSONS, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()
    valid_until = a_day(load_default=None, allow_none=True, **about("For `renew`: the new last day."))


class CapacityListSchema(Schema):
    """Which offers or requests are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(LISTED, load_default=None, **about("Without it, what is valid."))
    support_kind = OneOf(CapacityKind, load_default=None)
    theme = Line(longest=60, load_default="")
    page = fields.Integer(load_default=1, validate=between(1, 100_000))
