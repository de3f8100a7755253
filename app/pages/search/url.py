"""The address of a search, and the addresses that are one click away from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from case_studies.operations.cases.comparison import MOST, REFERENCE
from case_studies.search.facets import FACETS
from case_studies.search.query.query_string import WORDS, YEAR_FROM, YEAR_TO
from case_studies.taxonomy.catalogue import Vocabularies

YEARS = (YEAR_FROM, YEAR_TO)
FILTERS = (*FACETS, *YEARS)
COMPARED = "compare"
"""The cases that the reader has ticked. They stay ticked while the search changes."""
PARAMETERS = (WORDS, *FILTERS, "sort", "per_page", COMPARED)
"""All parameters except the page, in the order of the address."""


@dataclass(frozen=True, slots=True)
class SearchUrl:
    """The parameters of a search, as they were typed. Every change leads to the first page of the new search."""

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, arguments: MultiDict[str, str]) -> "SearchUrl":
        """Return the address of a request. Parameters that search does not know are left out."""
        pairs = [(name, value) for name in PARAMETERS if name != COMPARED for value in arguments.getlist(name) if value]
        return cls(tuple(dict.fromkeys([*pairs, *((COMPARED, value) for value in _ticked(arguments))])))

    def all(self, name: str) -> list[str]:
        """Return the values of one parameter."""
        return [value for known, value in self.values if known == name]

    def first(self, name: str, default: str = "") -> str:
        """Return the value of a parameter that has only one."""
        return next(iter(self.all(name)), default)

    def filters(self) -> Iterator[tuple[str, str]]:
        """Yield the active filters one by one."""
        return (pair for pair in self.values if pair[0] in FILTERS)

    def less(self, name: str, value: str) -> "SearchUrl":
        """Return the search without one value."""
        return SearchUrl(tuple(pair for pair in self.values if pair != (name, value)))

    def without(self, *names: str) -> "SearchUrl":
        """Return the search without these parameters."""
        return SearchUrl(tuple(pair for pair in self.values if pair[0] not in names))

    def only(self, *names: str) -> "SearchUrl":
        """Return the search with only these parameters."""
        return SearchUrl(tuple(pair for pair in self.values if pair[0] in names))

    def plus(self, name: str, value: str) -> "SearchUrl":
        """Return the search with one more value."""
        return SearchUrl((*self.values, (name, value)))

    def current(self, vocabularies: Vocabularies) -> "SearchUrl":
        """Return the search with the entries that stay in place of merged ones."""
        pairs = (
            (name, vocabularies.current(FACETS[name].vocabulary, value) if name in FACETS else value)
            for name, value in self.values
        )
        return SearchUrl(tuple(dict.fromkeys(pairs)))

    def url(self) -> str:
        """Return the address for a link, with its parameters always in the same order."""
        grouped = {name: values for name in (*PARAMETERS, "page") if (values := self.all(name))}
        return url_for("search.search", **grouped)  # type: ignore[arg-type]


def _ticked(arguments: MultiDict[str, str]) -> list[str]:
    """Return the references of the ticked cases, as many as can be compared."""
    references = dict.fromkeys(value for value in arguments.getlist(COMPARED) if REFERENCE.fullmatch(value))
    return list(references)[:MOST]
