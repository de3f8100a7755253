"""What the API sends out. Every field is always there; what is unknown or not the reader's to know is null or empty."""

from marshmallow import Schema, fields

from app.schemas.case_fields import WRITTEN
from app.schemas.output_fields import a_moment, a_number, a_text, codes, many, one_of
from app.schemas.search import FACETS
from app.schemas.suggestions import CorrectionSchema, HintSchema, WidenedSchema
from case_studies.vocabulary import (
    Action,
    Audience,
    Contribution,
    DelegationKind,
    Language,
    PlaceKind,
    Section,
    Standing,
    State,
)


class ProblemSchema(Schema):
    """A refusal, as in RFC 9457; `errors` has the messages of each field, a nested one as `sections.summary`."""

    type = a_text("Always about:blank: the status says what kind of refusal it is.")
    title = a_text("The name of the status.")
    status = a_number("The HTTP status.")
    detail = a_text("One sentence on what was refused and why.")
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "The messages of each field; only where fields are at fault."},
    )


class LabelledSchema(Schema):
    """A code with the name that readers know it by."""

    id = a_text()
    label = a_text()


class CountedSchema(LabelledSchema):
    """A value of a facet, with the number of cases that it gives under all other facets."""

    count = a_number()


class ThemeSchema(LabelledSchema):
    """A theme; the ones on top have no parent."""

    parent = a_text("The theme above it.", allow_none=True, attribute="parent_id")
    scope_note = a_text()
    synonyms = codes()


class OperationSchema(LabelledSchema):
    """A peace operation; `ended` is null while it runs."""

    label = a_text(attribute="name")
    category = a_text()
    started = a_number()
    ended = a_number(allow_none=True)
    host_states = codes()


class InitiativeSchema(LabelledSchema):
    """A resolution, policy, programme or project that a case puts into practice."""

    label = a_text(attribute="name")
    year = a_number(allow_none=True)
    kind = a_text()
    themes = codes()


class PlaceSchema(LabelledSchema):
    """A State, an area, a region, or the code for a host State that is withheld."""

    id = a_text(attribute="code")
    label = a_text(attribute="name")
    kind = one_of(PlaceKind)


class DelegationSchema(LabelledSchema):
    """A State or organization that takes part."""

    id = a_text(attribute="code")
    label = a_text(attribute="name")
    kind = one_of(DelegationKind)
    standing = one_of(Standing)
    contributions = fields.List(one_of(Contribution), required=True)


class PartSchema(Schema):
    """A piece of a passage; `found` says that it was asked for."""

    text = a_text()
    found = fields.Boolean(required=True)


class PassageSchema(Schema):
    """A passage that shows why a case was found."""

    section = one_of(Section)
    parts = many(PartSchema)


class NamedCaseSchema(Schema):
    """A published case by its name."""

    reference = a_text()
    title = a_text()
    url = a_text("The page of the case.")


class FoundCaseSchema(NamedCaseSchema):
    """One case found."""

    snippet = a_text("The best passages as plain text.")
    highlights = many(PassageSchema)
    themes = many(LabelledSchema)
    host_states = many(LabelledSchema)
    operations = many(LabelledSchema)
    implemented_by = many(LabelledSchema)
    language = one_of(Language)
    started = a_number(allow_none=True)
    ended = a_number(allow_none=True)
    audience = one_of(Audience)


FacetsSchema = Schema.from_dict({facet: many(CountedSchema) for facet in FACETS}, name="Facets")


class SearchAnswerSchema(Schema):
    """One page of results, the true total, and what narrows it."""

    items = many(FoundCaseSchema)
    total = a_number()
    page = a_number()
    per_page = a_number()
    facets = fields.Nested(FacetsSchema, required=True)
    hints = many(HintSchema)
    corrections = many(CorrectionSchema)
    corrected = a_text("The query as it was searched, where words were corrected; else empty.")
    widened = many(WidenedSchema)


# A case as the caller sees it: the revision, the state and the next actions that are theirs to know.
CaseAnswerSchema = Schema.from_dict(
    {
        "reference": a_text(),
        "url": a_text("The page of the case."),
        "state": one_of(State),
        "version": a_number(
            "Counts every change; 0 where nothing you may do looks at it, null for readers.", allow_none=True
        ),
        "revision": a_number("The number of the revision in this answer."),
        "published_revision": a_number("The number of the revision that its audience reads.", allow_none=True),
        "actions": fields.List(
            one_of(Action), required=True, metadata={"description": "What this caller may do next."}
        ),
        "submitted_by": fields.Nested(LabelledSchema, required=True),
        "created_at": a_moment("When the case was started."),
        "published_at": a_moment("When this revision was published.", allow_none=True),
        **WRITTEN,
    },
    name="CaseAnswer",
)


class OfficeSchema(Schema):
    """An office of a delegation."""

    office = a_text()
    delegation = fields.Nested(LabelledSchema, required=True)


class ReviewerSchema(OfficeSchema):
    """The office that was asked to review."""

    email = a_text()


class HistoryEntrySchema(Schema):
    """One thing that happened to a case."""

    at = a_moment("When.")
    action = a_text("An action of the workflow, or start, assign, accept_assignment, submit_review and their like.")
    from_state = a_text("What it was before: most often a state.", allow_none=True)
    to_state = a_text("What it was afterwards.", allow_none=True)
    revision = a_number("The revision that it happened to.")
    note = a_text("The reason given; empty for who doesn't take part.")
    by = fields.Nested(
        OfficeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Who did it; null for who doesn't take part."},
    )
