"""What the API sends out. Every field is always there; what is unknown or not the reader's to know is null or empty."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields

from app.schemas.search import FACETS
from case_studies.vocabulary import (
    Action,
    AssignmentState,
    Audience,
    Contribution,
    DelegationKind,
    Evidence,
    Language,
    PlaceKind,
    Rating,
    Recommendation,
    Section,
    Stage,
    Standing,
    State,
)


def _text(about: str = "", **rest: Any) -> fields.String:
    return fields.String(required=True, metadata={"description": about} if about else {}, **rest)


def _number(about: str = "", **rest: Any) -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": about} if about else {}, **rest)


def _moment(about: str, **rest: Any) -> fields.DateTime:
    return fields.DateTime(format="iso", required=True, metadata={"description": about}, **rest)


def _one_of(values: Iterable[str], *, or_none: bool = False) -> fields.String:
    listed: list[str | None] = [str(value) for value in values]
    return fields.String(required=True, allow_none=or_none, metadata={"enum": [*listed, None] if or_none else listed})


def _many(schema: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), required=True)


def _codes() -> fields.List[Any]:
    return fields.List(fields.String(), required=True)


class ProblemSchema(Schema):
    """A refusal, as in RFC 9457; `errors` has the messages of each field, a nested one as `sections.summary`."""

    type = _text("Always about:blank: the status says what kind of refusal it is.")
    title = _text("The name of the status.")
    status = _number("The HTTP status.")
    detail = _text("One sentence on what was refused and why.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "The messages of each field; only where fields are at fault."},
    )


class LabelledSchema(Schema):
    """A code with the name that readers know it by."""

    id = _text()
    label = _text()


class CountedSchema(LabelledSchema):
    """A value of a facet, with the number of cases that it gives under all other facets."""

    count = _number()


class ThemeSchema(LabelledSchema):
    """A theme; the ones on top have no parent."""

    parent = _text("The theme above it.", allow_none=True, attribute="parent_id")
    scope_note = _text()
    synonyms = _codes()


class OperationSchema(LabelledSchema):
    """A peace operation; `ended` is null while it runs."""

    label = _text(attribute="name")
    category = _text()
    started = _number()
    ended = _number(allow_none=True)
    host_states = _codes()


class InitiativeSchema(LabelledSchema):
    """A resolution, policy, programme or project that a case puts into practice."""

    label = _text(attribute="name")
    year = _number(allow_none=True)
    kind = _text()
    themes = _codes()


class PlaceSchema(LabelledSchema):
    """A State, an area, a region, or the code for a host State that is withheld."""

    id = _text(attribute="code")
    label = _text(attribute="name")
    kind = _one_of(PlaceKind)


class DelegationSchema(LabelledSchema):
    """A State or organization that takes part."""

    id = _text(attribute="code")
    label = _text(attribute="name")
    kind = _one_of(DelegationKind)
    standing = _one_of(Standing)
    contributions = fields.List(_one_of(Contribution), required=True)


class PartSchema(Schema):
    """A piece of a passage; `found` says that it was asked for."""

    text = _text()
    found = fields.Boolean(required=True)


class PassageSchema(Schema):
    """A passage that shows why a case was found."""

    section = _one_of(Section)
    parts = _many(PartSchema)


class FoundCaseSchema(Schema):
    """One case found."""

    reference = _text()
    title = _text()
    url = _text("The page of the case.")
    snippet = _text("The best passages as plain text.")
    highlights = _many(PassageSchema)
    themes = _many(LabelledSchema)
    host_states = _many(LabelledSchema)
    operations = _many(LabelledSchema)
    implemented_by = _many(LabelledSchema)
    language = _one_of(Language)
    started = _number(allow_none=True)
    ended = _number(allow_none=True)
    audience = _one_of(Audience)


FacetsSchema = Schema.from_dict({facet: _many(CountedSchema) for facet in FACETS}, name="Facets")


class SearchAnswerSchema(Schema):
    """One page of results, the true total, and what narrows it."""

    items = _many(FoundCaseSchema)
    total = _number()
    page = _number()
    per_page = _number()
    facets = fields.Nested(FacetsSchema, required=True)


WrittenSectionsSchema = Schema.from_dict({section.value: _text() for section in Section}, name="WrittenSections")


class CaseAnswerSchema(Schema):
    """A case as the caller sees it: the revision, the state and the next actions that are theirs to know."""

    reference = _text()
    url = _text("The page of the case.")
    state = _one_of(State)
    version = _number("Counts every change; null for who only reads what is published.", allow_none=True)
    revision = _number("The number of the revision in this answer.")
    published_revision = _number("The number of the revision that its audience reads.", allow_none=True)
    actions = fields.List(_one_of(Action), required=True, metadata={"description": "What this caller may do next."})
    submitted_by = fields.Nested(LabelledSchema, required=True)
    created_at = _moment("When the case was started.")
    published_at = _moment("When this revision was published.", allow_none=True)
    title = _text()
    language = _one_of(Language)
    themes = _codes()
    host_states = _codes()
    operations = _codes()
    initiatives = _codes()
    implemented_by = _codes()
    co_submitters = _codes()
    started = _number(allow_none=True)
    ended = _number(allow_none=True)
    stage = _one_of(Stage, or_none=True)
    evidence = _one_of(Evidence, or_none=True)
    audience = _one_of(Audience)
    contact = _text()
    sources = _codes()
    sections = fields.Nested(WrittenSectionsSchema, required=True)


class OfficeSchema(Schema):
    """An office of a delegation."""

    office = _text()
    delegation = fields.Nested(LabelledSchema, required=True)


class ReviewerSchema(OfficeSchema):
    """The office that was asked to review."""

    email = _text()


class AssignmentAnswerSchema(Schema):
    """A reviewer asked to judge one revision."""

    id = _number()
    state = _one_of(AssignmentState)
    reference = _text("The case.")
    revision = _number("The revision to judge.")
    reviewer = fields.Nested(ReviewerSchema, required=True)
    due_on = fields.Date(required=True)
    invited_at = _moment("When the reviewer was asked.")
    answered_at = _moment("When the reviewer accepted or declined.", allow_none=True)
    note = _text("What the reviewer said to that.")


class OwnAssignmentSchema(AssignmentAnswerSchema):
    """An assignment of the caller, with the case as they see it now."""

    title = _text()
    url = _text("The page of the case.")
    case_state = _one_of(State)


ScoresSchema = Schema.from_dict(
    {
        rating.value: fields.Integer(required=True, allow_none=True, metadata={"minimum": 1, "maximum": 5})
        for rating in Rating
    },
    name="Scores",
)
NotesSchema = Schema.from_dict({section.value: fields.String() for section in Section}, name="Notes")


class ReviewAnswerSchema(Schema):
    """A review as its reader may see it."""

    assignment = _number("Null where the reviewer is not the reader's to know.", allow_none=True)
    revision = _number("The revision that was judged.")
    reviewer = fields.Nested(ReviewerSchema, required=True, allow_none=True)
    own = fields.Boolean(required=True, metadata={"description": "Whether the caller wrote it."})
    ratings = fields.Nested(ScoresSchema, required=True)
    recommendation = _one_of(Recommendation, or_none=True)
    overall = _text()
    remarks = fields.Nested(NotesSchema, required=True, metadata={"description": "Remarks by section."})
    note_to_editors = _text("Empty for the delegation.")
    submitted_at = _moment("When it was handed in; null while it is being written.", allow_none=True)


class HistoryEntrySchema(Schema):
    """One thing that happened to a case."""

    at = _moment("When.")
    action = _text("An action of the workflow, or start, assign, accept_assignment, submit_review and their like.")
    from_state = _one_of(State, or_none=True)
    to_state = _one_of(State, or_none=True)
    revision = _number("The revision that it happened to.")
    note = _text("The reason given; empty for who doesn't take part.")
    by = fields.Nested(
        OfficeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who did it; null for who doesn't take part."},
    )
