"""A page of search results, as the API sends it: hits, facet counts, and how the query was read."""

from marshmallow import Schema, fields

from app.schemas.coded_values import CodedValueSchema, CountedValueSchema
from app.schemas.output_fields import a_number, a_text, many, one_of
from app.schemas.passages import PassageSchema
from app.schemas.published_case import PublishedCaseSchema
from case_studies.search.contract import Reading
from case_studies.search.facets import FACETS


class QueryNoteSchema(Schema):
    """How a part of the query was read."""

    reading = one_of(Reading)
    typed = a_text("The part of the query. Empty if it is the whole query.")


class CorrectionSchema(Schema):
    """A word that no case contains, and the word that was searched instead."""

    typed = a_text()
    used = a_text()


class ExpansionSchema(Schema):
    """A term of the query, with synonyms that were searched too."""

    typed = a_text()
    names = fields.List(fields.String(), required=True)


class SearchHitSchema(PublishedCaseSchema):
    """A case that matched."""

    snippet = a_text("The best passages as plain text.")
    highlights = many(PassageSchema)
    themes = many(CodedValueSchema)
    host_states = many(CodedValueSchema)
    operations = many(CodedValueSchema)
    implemented_by = many(CodedValueSchema)
    started = a_number(allow_none=True)
    ended = a_number(allow_none=True)


FacetCountsSchema = Schema.from_dict({facet: many(CountedValueSchema) for facet in FACETS}, name="FacetCounts")


class SearchResultsSchema(Schema):
    """A page of results, with the total and the facets."""

    items = many(SearchHitSchema)
    total = a_number()
    page = a_number()
    per_page = a_number()
    facets = fields.Nested(FacetCountsSchema, required=True)
    hints = many(QueryNoteSchema)
    corrections = many(CorrectionSchema)
    corrected = a_text("The query with its corrections. Empty if nothing was corrected.")
    widened = many(ExpansionSchema)
