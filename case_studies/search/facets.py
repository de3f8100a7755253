"""Facet counts by bitmaps: one integer per facet value, bit n set where document n has the value.

A count is the population of an AND. The bitmaps of one segment never change, so they are built once for it.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

from case_studies.search.contract import Query

Bitmaps = Mapping[str, Mapping[str, int]]
"""Facet name to value to bitmap."""
YEARS = FIRST_YEAR, LAST_YEAR = "_first_year", "_last_year"
"""Kept as facets too, and not shown as such."""


def filter_bitmap(facets: Bitmaps, query: Query, *, but: str = "") -> int:
    """Documents under all filters of a query but one; -1, all bits set, where nothing filters."""
    chosen = (
        _union(facets.get(name, {}), values.__contains__)
        for name, values in query.filters.items()
        if values and name != but
    )
    return reduce(and_, chosen, _within(facets, query.year_from, query.year_to))


def facet_counts(facets: Bitmaps, query: Query, found: int) -> dict[str, dict[str, int]]:
    """Count each facet's values among the found, under the filters of all other facets."""
    shared = found & filter_bitmap(facets, query)
    answer: dict[str, dict[str, int]] = {}
    for name, values in facets.items():
        if name in YEARS:
            continue
        base = found & filter_bitmap(facets, query, but=name) if query.filters.get(name) else shared
        tally = ((value, (base & bits).bit_count()) for value, bits in values.items())
        answer[name] = {value: count for value, count in sorted(tally, key=_largest) if count}
    return answer


def _largest(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _within(facets: Bitmaps, year_from: int | None, year_to: int | None) -> int:
    """Documents whose years overlap the reader's."""
    bits = -1
    if year_to is not None:
        bits &= _union(facets.get(FIRST_YEAR, {}), lambda year: int(year) <= year_to)
    if year_from is not None:
        bits &= _union(facets.get(LAST_YEAR, {}), lambda year: int(year) >= year_from)
    return bits


def _union(values: Mapping[str, int], wanted: Callable[[str], bool]) -> int:
    return reduce(or_, (bits for value, bits in values.items() if wanted(value)), 0)
