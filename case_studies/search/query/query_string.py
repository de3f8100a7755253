"""A search as a query string. Equal searches have the same string.

A search consists of words, filters and years. The order of its results and the page do not belong to it.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from case_studies.search.contract import Query

WORDS, YEAR_FROM, YEAR_TO = "q", "year_from", "year_to"


def query_string(query: Query) -> str:
    """Return the query string of a search; empty for the search for all cases."""
    return urlencode(list(_pairs(query)), errors="replace")


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    text = " ".join(query.text.split())
    if text:
        yield WORDS, text
    for facet in sorted(query.filters):
        yield from ((facet, value) for value in sorted(set(query.filters[facet])))
    for name, year in ((YEAR_FROM, query.year_from), (YEAR_TO, query.year_to)):
        if year is not None:
            yield name, str(year)


def parse_query_string(address: str) -> Query:
    """Return the search of a string that `query_string` made."""
    parameters: dict[str, list[str]] = {}
    for name, value in parse_qsl(address):
        parameters.setdefault(name, []).append(value)
    (text,) = parameters.pop(WORDS, [""])
    first, last = (parameters.pop(name, [None])[0] for name in (YEAR_FROM, YEAR_TO))
    return Query(
        text=text,
        filters={facet: tuple(values) for facet, values in parameters.items()},
        year_from=int(first) if first else None,
        year_to=int(last) if last else None,
    )
