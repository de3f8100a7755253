"""A search as it comes in: a plain query string, the same for the page and the API."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Range
from werkzeug.datastructures import MultiDict

from app.schemas.input_fields import Codes, OneOf, about
from case_studies.search.contract import Query, Sort
from case_studies.vocabulary import Evidence, Language, Stage

FACETS = ("theme", "host_state", "operation", "initiative", "implemented_by", "language", "stage", "evidence")
LONGEST_QUERY = 5000  # the engine searches less of it, and says so
NOT_A_YEAR = _l("Give the year as a number, such as 2019.")
QUERY_LANGUAGE = """Words: cases with all of them, else with some. `"two words"` side by side, `one OR other`,
`-without`, `begins*`. A field by name or code: `theme:casevac`, `host:mali`, `by:china`, `operation:minusma`,
`year:2015-2019`, `language:fr`. What can't be read so is searched as plain words."""


class QuerySchema(Schema):
    """What suggestions go by: the words typed so far, and the filters of the search that they are typed into."""

    class Meta:
        unknown = EXCLUDE

    q = fields.String(load_default="", **about("What is typed so far; the last word may be unfinished."))
    theme = Codes(load_default=list, **about("Codes from /themes; one includes its sub-themes."))
    host_state = Codes(load_default=list, **about("Codes from /states."))
    operation = Codes(load_default=list, **about("Codes from /operations."))
    initiative = Codes(load_default=list, **about("Codes from /initiatives."))
    implemented_by = Codes(load_default=list, **about("Codes of States from /states."))
    language = Codes(load_default=list, known=Language, **about("The language of the case."))
    stage = Codes(load_default=list, known=Stage, **about("How far the initiative has come."))
    evidence = Codes(load_default=list, known=Evidence, **about("How sure the results are."))
    year_from = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=Range(1, 9999, error=NOT_A_YEAR),
        error_messages={"invalid": [NOT_A_YEAR]},
        **about("Cases that went on in this year or later."),
    )
    year_to = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=Range(1, 9999, error=NOT_A_YEAR),
        error_messages={"invalid": [NOT_A_YEAR]},
        **about("Cases that went on in this year or earlier."),
    )


class SearchSchema(QuerySchema):
    """The parameters of a search. A facet may come several times; its values widen, different facets narrow."""

    q = fields.String(load_default="", **about(QUERY_LANGUAGE))
    sort = OneOf(Sort, load_default=Sort.RELEVANCE.value, **about("The order of the results."))
    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000), **about("Counted from 1."))
    per_page = fields.Integer(load_default=20, validate=Range(1, 100), **about("Results on a page."))


def paged_query_from(values: dict[str, Any]) -> Query:
    """Return the query for clean parameters."""
    return replace(query_from(values), sort=Sort(values["sort"]), page=values["page"], per_page=values["per_page"])


def query_from(values: dict[str, Any]) -> Query:
    """Return the query that somebody is typing, for clean parameters."""
    return Query(
        text=values["q"][:LONGEST_QUERY],
        filters={facet: tuple(values[facet]) for facet in FACETS if values[facet]},
        year_from=values["year_from"],
        year_to=values["year_to"],
    )


def parameters_from(arguments: MultiDict[str, str], lists: Collection[str] = FACETS) -> dict[str, Any]:
    """Return a query string's parameters in the shape of a schema with these lists; empty ones count as absent."""
    return {
        name: arguments.getlist(name) if name in lists else arguments[name]
        for name in arguments
        if any(arguments.getlist(name))
    }
