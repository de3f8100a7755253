"""A page of search results, as the API sends it: hits, facet counts, and how the query was read."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.coded_values import CodedValueSchema, CountedValueSchema
from app.schemas.output_fields import ByKind, a_day, a_number, a_text, many, one_of
from app.schemas.passages import PassageSchema
from app.schemas.published_case import PublishedCaseSchema
from case_studies.capacity_states import CapacityState
from case_studies.collection_vocabulary import CollectionState
from case_studies.search.contract import Reading
from case_studies.search.facets import FACETS
from case_studies.search.sync.item_kinds import ITEM_KINDS
from case_studies.study_vocabulary import ProposalState, StudyState
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import (
    Attribution,
    Audience,
    EventState,
    FoundKind,
    IssueState,
    Language,
    PracticeState,
    Register,
    ThreadState,
)


class QueryNoteSchema(Schema):
    """How a part of the query was read."""

    reading = one_of(Reading)
    typed = a_text("The part of the query. Empty if it is the whole query.")


class CorrectionSchema(Schema):
    """A word that nothing contains, and the word that was searched instead."""

    typed = a_text()
    used = a_text()


class ExpansionSchema(Schema):
    """A term of the query, with synonyms that were searched too."""

    typed = a_text()
    names = fields.List(fields.String(), required=True)


class SearchHitSchema(PublishedCaseSchema):
    """A case that matched."""

    kind = one_of([FoundKind.CASE])
    snippet = a_text("The best passages as plain text.")
    highlights = many(PassageSchema)
    themes = many(CodedValueSchema)
    host_states = many(CodedValueSchema)
    operations = many(CodedValueSchema)
    implemented_by = many(CodedValueSchema)
    started = a_number(allow_none=True)
    ended = a_number(allow_none=True)


STATES = (
    *(IssueState, PracticeState, ThreadState, EventState, StudyState, ProposalState, TextState),
    *(CapacityState, CollectionState),
)
"""The states of the kinds of things beside the cases."""


class ItemHitSchema(Schema):
    """Something else that matched than a case, as the caller may read it: an issue, an offer and so on."""

    kind = one_of(ITEM_KINDS)
    reference = a_text()
    title = a_text("Of an issue, its question.")
    summary = a_text("Empty if it has none.")
    url = a_text("Its page.")
    state = one_of(dict.fromkeys(str(state) for states in STATES for state in states))
    register = one_of(Register)
    audience = one_of(Audience)
    attribution = one_of(Attribution)
    owner = fields.Nested(SubmitterSchema, required=True, allow_none=True)
    language = one_of(Language)
    since = a_day("When others could read it first.")
    marking = a_text("Its mark by the Traffic Light Protocol.")
    snippet = a_text("The best passages as plain text.")
    highlights = many(PassageSchema)
    themes = many(CodedValueSchema)


HITS: dict[str, type[Schema]] = {FoundKind.CASE: SearchHitSchema, **dict.fromkeys(ITEM_KINDS, ItemHitSchema)}
FacetCountsSchema = Schema.from_dict({facet: many(CountedValueSchema) for facet in FACETS}, name="FacetCounts")


class SearchResultsSchema(Schema):
    """A page of results, with the total and the facets."""

    items = fields.List(ByKind(HITS), required=True)
    total = a_number()
    page = a_number()
    per_page = a_number()
    facets = fields.Nested(FacetCountsSchema, required=True)
    hints = many(QueryNoteSchema)
    corrections = many(CorrectionSchema)
    corrected = a_text("The query with its corrections. Empty if nothing was corrected.")
    offered = a_text("A sentence with corrections. It was searched without them. Empty if there are none.")
    widened = many(ExpansionSchema)
