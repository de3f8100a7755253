"""The fields of the query syntax, such as `host:mali`. A value is a code, or any name that the thesaurus knows."""

import re
from collections.abc import Mapping
from enum import StrEnum

from case_studies.search.facets import FACETS, Facet
from case_studies.search.query.tree import FilterNode
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.vocabulary import Language

FIELDS: Mapping[str, Facet] = {facet.query_field: facet for facet in FACETS.values() if facet.query_field}
YEAR = "year"
"""A field that is no facet: it compares periods."""
NAMES_IN_CLOSED_LISTS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Language: {
        "english": Language.ENGLISH,
        "french": Language.FRENCH, "français": Language.FRENCH,
        "spanish": Language.SPANISH, "español": Language.SPANISH,
        "russian": Language.RUSSIAN, "русский": Language.RUSSIAN,
        "arabic": Language.ARABIC, "العربية": Language.ARABIC,
        "chinese": Language.CHINESE, "中文": Language.CHINESE,
    },
}  # fmt: skip
"""How readers write the values of closed lists, beside their codes."""
_PERIOD = re.compile(r"(?P<first>\d{4})?(?P<to>[-–~～]|\.\.)?(?P<last>\d{4})?")
FIRST, LAST = 0, 9999


def filter_of(field: str, typed: str, thesaurus: Thesaurus) -> FilterNode | None:
    """Return the filter that a field asks for, or None if the field or the value is unknown."""
    if field == YEAR:
        return _period_filter(typed)
    facet = FIELDS.get(field)
    if facet is None:
        return None
    value = _value_in_closed_list(facet.closed_list, typed) if facet.closed_list else _code(facet, typed, thesaurus)
    return FilterNode(facet.name, value) if value else None


def _value_in_closed_list(values: type[StrEnum], typed: str) -> str | None:
    word = typed.lower()
    return word if word in set(values) else NAMES_IN_CLOSED_LISTS.get(values, {}).get(word)


def _code(facet: Facet, typed: str, thesaurus: Thesaurus) -> str | None:
    """Return the code of a value, by the code itself or a name in the thesaurus."""
    return thesaurus.value(facet.name, typed) or thesaurus.value(facet.also_named_as, typed)


def _period_filter(typed: str) -> FilterNode | None:
    match = _PERIOD.fullmatch(typed)
    if not match or not (match["first"] or match["last"]):
        return None
    first = int(match["first"] or FIRST)
    last = int(match["last"] or (LAST if match["to"] else first))
    return FilterNode(YEAR, typed, (min(first, last), max(first, last)))
