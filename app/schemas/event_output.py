"""Events, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_moment, a_number, a_text, many, one_of
from case_studies.operations.events.about import KINDS
from case_studies.vocabulary import (
    Attendance,
    Attribution,
    Audience,
    EventAction,
    EventKind,
    EventState,
    Kind,
    Language,
    Register,
)

PRECISIONS = ("month", "day", "hour")


class DocumentOutputSchema(Schema):
    """A document of an event."""

    title = a_text()
    address = a_text("Empty if it has none.")


class LinkedThingSchema(Schema):
    """A thing that an event is about, which the caller may read."""

    kind = one_of(KINDS)
    reference = a_text()
    title = a_text()


class AttendanceSchema(Schema):
    """The answer of an office."""

    delegation = a_text("The code of the delegation.")
    office = a_text()
    answer = one_of(Attendance)
    answered_at = a_moment()


class EventLinkSchema(Schema):
    """What every list of events shows of one."""

    reference = a_text()
    kind = one_of([Kind.EVENT])
    url = a_text("The page of the event.")
    state = one_of(EventState)
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    language = one_of(Language)
    title = a_text()
    event_kind = one_of(EventKind)
    starts = a_text("The first day, or the month if the day is open.", allow_none=True)
    ends = a_text("The last day, if it is known.", allow_none=True)
    precision = one_of(PRECISIONS, or_none=True)
    begins_at = a_moment("If the hour is known.", allow_none=True)
    finishes_at = a_moment("If the hour is known.", allow_none=True)
    place = a_text()
    organised_by = a_text()
    announced_by = fields.Nested(SubmitterSchema, required=True)
    themes = many(CodedValueSchema)
    announced_at = a_moment(allow_none=True)


class EventOutputSchema(EventLinkSchema):
    """An event, as the caller may read it."""

    version = a_number("Increases with every change.")
    actions = fields.List(
        one_of(EventAction), required=True, metadata={"description": "The actions that the caller may perform now."}
    )
    from_hour = a_text("In the time zone.", allow_none=True)
    to_hour = a_text("In the time zone.", allow_none=True)
    time_zone = a_text(allow_none=True)
    link = a_text("The address of an online meeting; empty for callers who are no members.")
    initiatives = many(CodedValueSchema)
    concept_note = a_text()
    agenda = a_text()
    asked_of_members = a_text()
    came_of_it = a_text()
    documents = many(DocumentOutputSchema)
    about = many(LinkedThingSchema)
    reason = a_text("Why it was moved last, or cancelled.")
    cancelled_at = a_moment(allow_none=True)
    own_answer = one_of(Attendance, or_none=True)
    attendances = fields.List(
        fields.Nested(AttendanceSchema),
        required=True,
        allow_none=True,
        metadata={"description": "For its organiser only; null for everybody else."},
    )


class EventsSchema(Schema):
    """A page of events."""

    items = many(EventLinkSchema)
    total = a_count("How many events there are on all pages.")
    page = a_number()
    pages = a_number()
