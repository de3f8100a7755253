"""Events, as programs and forms send them."""

from typing import Any

from marshmallow import EXCLUDE, RAISE, Schema, fields, post_load
from marshmallow.validate import Length, Regexp

from app.schemas.input_fields import Codes, Line, OneOf, Text, Version, about, between
from case_studies.case_template import NOTE_LENGTH
from case_studies.errors import N_
from case_studies.operations.events.when import NO_DAY, read_day
from case_studies.policy.events import SHOWN
from case_studies.vocabulary import (
    Attendance,
    Attribution,
    Audience,
    EventAction,
    EventKind,
    EventTime,
    Language,
)

TITLE_LENGTH = 150
LINE_LENGTH = 200
TEXT_LENGTH = 4000
MOST_THEMES = 5
MOST_DOCUMENTS = 20
MOST_ABOUT = 20

A_MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
A_DAY_OR_MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"
AN_HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
AN_ADDRESS = r"^(https://[^\s<>\"]+)?$"
BY_PLATFORM = (EventAction.HOLD,)
BY_PERSONS = tuple(action for action in EventAction if action not in BY_PLATFORM)
NO_HOUR = N_("Give an hour such as 09:30.")
NO_ADDRESS = N_("Give an address that begins with https://.")


def _line_like(pattern: str, refusal: str, longest: int, **rest: Any) -> Line:
    """Return a field for a line of a form, with its pattern in the OpenAPI document."""
    metadata = {"pattern": pattern, **rest.pop("metadata", {})}
    return Line(longest=longest, validate=Regexp(pattern, error=refusal), metadata=metadata, **rest)


def a_known_day(description: str, **rest: Any) -> Line:
    """Return a field for a day or a month."""
    return _line_like(A_DAY_OR_MONTH, NO_DAY, 10, allow_none=True, metadata={"description": description}, **rest)


def an_hour(description: str) -> Line:
    """Return a field for an hour of the day."""
    return _line_like(AN_HOUR, NO_HOUR, 5, allow_none=True, metadata={"description": description})


def an_address(**rest: Any) -> Line:
    """Return a field for the address of a page."""
    return _line_like(AN_ADDRESS, NO_ADDRESS, LINE_LENGTH, **rest)


class DocumentSchema(Schema):
    """A document of an event: what it is, and where it can be read."""

    class Meta:
        unknown = RAISE

    title = Line(longest=LINE_LENGTH, required=True, metadata={"pattern": r"\w"})
    address = an_address(load_default="")


class WhenSchema(Schema):
    """When and where. What is not known is left out; nothing is made up."""

    class Meta:
        unknown = RAISE

    starts = a_known_day("The first day, or the month if the day is open: `2027-05-12` or `2027-05`.")
    ends = a_known_day("The last day, if it is another one and it is known.")
    from_hour = an_hour("In the time zone. Only an event of one day has hours.")
    to_hour = an_hour("In the time zone.")
    time_zone = Line(longest=60, allow_none=True, **about("A name of the IANA list, such as America/New_York."))
    place = Line(longest=LINE_LENGTH)
    link = an_address(**about("The address of an online meeting. Only members get it."))


class EventSchema(WhenSchema):
    """An event. A draft may be incomplete."""

    language = OneOf(Language)
    title = Line(longest=TITLE_LENGTH)
    event_kind = OneOf(EventKind)
    organised_by = Line(longest=LINE_LENGTH, **about("Who holds it, in words."))
    audience = OneOf(Audience)
    attribution = OneOf(Attribution)
    themes = Codes(most=MOST_THEMES)
    initiatives = Codes(most=MOST_THEMES)
    concept_note = Text(longest=TEXT_LENGTH)
    agenda = Text(longest=TEXT_LENGTH)
    asked_of_members = Text(longest=TEXT_LENGTH, **about("What members are asked to prepare or decide."))
    documents = fields.List(fields.Nested(DocumentSchema), validate=Length(max=MOST_DOCUMENTS))
    about = Codes(most=MOST_ABOUT, **about("The references of cases, practices and issues that it is about."))


class EventChangeSchema(EventSchema):
    """A change to a draft, or to the papers of an announced event, with the version that the writer saw."""

    came_of_it = Text(longest=TEXT_LENGTH, **about("Of a documented event."))
    version = Version()


class OutcomeOfEventSchema(Schema):
    """What came of an event."""

    class Meta:
        unknown = RAISE

    came_of_it = Text(longest=TEXT_LENGTH, load_default="")
    documents = fields.List(fields.Nested(DocumentSchema), validate=Length(max=MOST_DOCUMENTS))


class EventTransitionSchema(Schema):
    """An action on an event, with the version that the actor saw, and what the action needs."""

    class Meta:
        unknown = RAISE

    action = OneOf(BY_PERSONS, required=True)
    note = Text(longest=NOTE_LENGTH, load_default="")
    version = Version()
    attendance = OneOf(Attendance, load_default=None, allow_none=True, **about("For `take_part`."))
    moved_to = fields.Nested(WhenSchema, load_default=None, allow_none=True)
    outcome = fields.Nested(OutcomeOfEventSchema, load_default=None, allow_none=True)


class EventListSchema(Schema):
    """Which events are listed."""

    class Meta:
        unknown = EXCLUDE

    state = OneOf(SHOWN, load_default=None)
    event_kind = OneOf(EventKind, load_default=None)
    theme = Line(longest=60, load_default="")
    month = _line_like(A_MONTH, NO_DAY, 7, load_default=None, **about("Those with a day in this month."))
    when = OneOf(EventTime, load_default=None)
    page = fields.Integer(load_default=1, validate=between(1, 100_000))

    @post_load
    def use_states(self, values: dict[str, Any], **_rest: Any) -> dict[str, Any]:
        """Return the states to list: the one that was asked for, or all that readers see."""
        state = values.pop("state")
        month, _is_month = read_day(values["month"], "month")
        return {**values, "month": month, "states": (state,) if state else SHOWN}
