"""Filters and facet counts by bitmaps: one integer for each facet value, with bit n set if document n has the value.

A count is the number of bits of an AND. The bitmaps of a segment never change, so they are built once.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

from case_studies.search.contract import Query

Bitmaps = Mapping[str, Mapping[str, int]]
"""Facet name to value to bitmap."""
YEARS = FIRST_YEAR, LAST_YEAR = "_first_year", "_last_year"
"""Stored as facets for the filter by years, and not shown as facets."""


def filter_bitmap(facets: Bitmaps, query: Query, *, but: str = "") -> int:
    """Return the documents that pass all filters of a query except one; -1, all bits set, if nothing filters."""
    filters = (
        _union(facets.get(name, {}), values.__contains__)
        for name, values in query.filters.items()
        if values and name != but
    )
    return reduce(and_, filters, _within_years(facets, query.year_from, query.year_to))


def facet_counts(facets: Bitmaps, query: Query, matches: int) -> dict[str, dict[str, int]]:
    """Count the values of each facet among the matches, under the filters of all other facets. Zeros are left out."""
    shared = matches & filter_bitmap(facets, query)
    counts: dict[str, dict[str, int]] = {}
    for name, values in facets.items():
        if name in YEARS:
            continue
        base = matches & filter_bitmap(facets, query, but=name) if query.filters.get(name) else shared
        tally = ((value, (base & bits).bit_count()) for value, bits in values.items())
        counts[name] = {value: count for value, count in sorted(tally, key=_largest_first) if count}
    return counts


def _largest_first(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _within_years(facets: Bitmaps, year_from: int | None, year_to: int | None) -> int:
    """Return the documents whose period overlaps the years."""
    bits = -1
    if year_to is not None:
        bits &= _union(facets.get(FIRST_YEAR, {}), lambda year: int(year) <= year_to)
    if year_from is not None:
        bits &= _union(facets.get(LAST_YEAR, {}), lambda year: int(year) >= year_from)
    return bits


def _union(values: Mapping[str, int], is_wanted: Callable[[str], bool]) -> int:
    return reduce(or_, (bits for value, bits in values.items() if is_wanted(value)), 0)
