"""Search, by the same rules as the search page."""

from typing import Any

from app.access import open_to_all
from app.api.contract import Area, Token
from app.api.telling import tell_search
from app.identity import actor
from app.parts import casebook
from app.schemas.answers import SearchAnswerSchema
from app.schemas.search import SearchSchema, query_from
from case_studies.operations.searching import check_filters, search
from case_studies.taxonomy.catalogue import catalogue

area = Area("Search", "Finding what is published.")


@area.route("/search")
@open_to_all
@area.arguments(SearchSchema, location="query")
@area.answers(
    200,
    SearchAnswerSchema,
    who="Everybody finds the public cases; with a token, those for members too.",
    token=Token.OPTIONAL,
    refusals=(401, 422, 503),
)
def search_cases(values: dict[str, Any]) -> dict[str, Any]:
    """Search the published cases.

    Several values of one facet widen, different facets narrow, and a theme includes its sub-themes. A page past the
    end is an empty list with the true total.
    """
    query = query_from(values)
    with casebook().work.reading() as session:
        words = catalogue(session)
        check_filters(query, words)
        return tell_search(search(session, casebook().search, actor(), query), words)
