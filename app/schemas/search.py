"""The parameters of a search, the same for the page and the API."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Range
from werkzeug.datastructures import MultiDict

from app.schemas.input_fields import Codes, OneOf, SearchWords, about, between
from case_studies.search.contract import Query, Sort
from case_studies.search.facets import FACETS

LONGEST_QUERY = 5000  # in characters; the engine searches a shorter part, and reports it
NOT_A_YEAR = _l("Give the year as a number, such as 2019.")
QUERY_LANGUAGE = """Words to search for: results with all of them, or else with some. Also `"an exact phrase"`,
`one OR other`, `-without`, `begins*`, and fields by name or code: `theme:casevac`, `host:mali`,
`kind:practice`, `operation:minusma`, `delegation:ghana`, `by:china`, `year:2015-2019`, `language:fr`.
Anything else is searched as plain words."""


def _year(description: str) -> fields.Integer:
    return fields.Integer(
        load_default=None,
        allow_none=True,
        validate=Range(1, 9999, error=NOT_A_YEAR),
        error_messages={"invalid": [NOT_A_YEAR]},
        **about(description),
    )


class QuerySchema(Schema):
    """The words, filters and years of a search."""

    class Meta:
        unknown = EXCLUDE
        include = {  # noqa: RUF012 - marshmallow reads it so
            name: Codes(load_default=list, known=facet.closed_list or (), **about(facet.description))
            for name, facet in FACETS.items()
        }

    q = SearchWords(load_default="", **about("The text typed so far. The last word may be incomplete."))
    year_from = _year("Cases from this year or later.")
    year_to = _year("Cases from this year or earlier.")


class SearchSchema(QuerySchema):
    """A search. Results match any of the values of one facet, and all of the facets."""

    q = SearchWords(load_default="", **about(QUERY_LANGUAGE))
    sort = OneOf(Sort, load_default=Sort.RELEVANCE.value, **about("The order of the results."))
    page = fields.Integer(load_default=1, validate=between(1, 1_000_000), **about("Counted from 1."))
    per_page = fields.Integer(load_default=20, validate=between(1, 100), **about("Results on a page."))


def paged_query_from(values: dict[str, Any]) -> Query:
    """Return the query for valid parameters of SearchSchema."""
    return replace(query_from(values), sort=Sort(values["sort"]), page=values["page"], per_page=values["per_page"])


def query_from(values: dict[str, Any]) -> Query:
    """Return the query for valid parameters of QuerySchema: without order and page."""
    return Query(
        text=values["q"][:LONGEST_QUERY],
        filters={facet: tuple(values[facet]) for facet in FACETS if values[facet]},
        year_from=values["year_from"],
        year_to=values["year_to"],
    )


def parameters_from(arguments: MultiDict[str, str], lists: Collection[str] = tuple(FACETS)) -> dict[str, Any]:
    """Return the parameters of a query string, those in `lists` as lists. Empty parameters are left out."""
    return {
        name: arguments.getlist(name) if name in lists else arguments[name]
        for name in arguments
        if any(arguments.getlist(name))
    }
