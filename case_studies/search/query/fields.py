"""The fields of the query language, and how their values are named: by code, or in any words the lexicon has."""

import re

from case_studies.search.query.tree import FilterNode
from case_studies.search.text.thesaurus import Thesaurus

FIELDS = {
    "theme": "theme",
    "host": "host_state",
    "operation": "operation",
    "by": "implemented_by",
    "language": "language",
    "year": "year",
}
"""Field to facet."""
NAMED_AS = {"implemented_by": "host_state"}
"""Facets whose values are named as those of another one."""
LANGUAGES = {
    "en": "english", "fr": "french français", "es": "spanish español", "ru": "russian русский",
    "ar": "arabic العربية", "zh": "chinese 中文",
}  # fmt: skip
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<to>-|–|\.\.)?(?P<last>\d{4})?")
FIRST, LAST = 0, 9999


def filter_of(field: str, typed: str, lexicon: Thesaurus) -> FilterNode | None:
    """Return the filter that a field asks for; None where the field or the value is not known."""
    facet = FIELDS.get(field)
    if facet is None:
        return None
    if facet == "year":
        return _years(typed)
    if facet == "language":
        value = next((code for code, names in LANGUAGES.items() if typed.lower() in (code, *names.split())), None)
    else:
        value = lexicon.value(NAMED_AS.get(facet, facet), typed)
    return FilterNode(facet, value) if value else None


def _years(typed: str) -> FilterNode | None:
    found = _YEARS.fullmatch(typed)
    if not found or not (found["first"] or found["last"]):
        return None
    first = int(found["first"] or FIRST)
    last = int(found["last"] or (LAST if found["to"] else first))
    return FilterNode("year", typed, (min(first, last), max(first, last)))
