"""The plain address of a search, and the addresses one click away from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from app.schemas.search import FACETS

YEARS = ("year_from", "year_to")
FILTERS = (*FACETS, *YEARS)
KEPT = ("q", *FILTERS, "sort", "per_page")


@dataclass(frozen=True, slots=True)
class SearchUrl:
    """What a search asks for, as it was typed. Any change leads to the first page of the new search."""

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, arguments: MultiDict[str, str]) -> "SearchUrl":
        """Return the address of a request; parameters that search doesn't know are left out."""
        pairs = [(name, value) for name in KEPT for value in arguments.getlist(name) if value]
        return cls(tuple(dict.fromkeys(pairs)))

    def all(self, name: str) -> list[str]:
        """Return the values of one parameter."""
        return [value for known, value in self.values if known == name]

    def first(self, name: str, default: str = "") -> str:
        """Return the value of a parameter that comes once."""
        return next(iter(self.all(name)), default)

    def filters(self) -> Iterator[tuple[str, str]]:
        """Yield the filters that are on, one by one."""
        return (pair for pair in self.values if pair[0] in FILTERS)

    def less(self, name: str, value: str) -> "SearchUrl":
        """Return the search without one value."""
        return SearchUrl(tuple(pair for pair in self.values if pair != (name, value)))

    def without(self, *names: str) -> "SearchUrl":
        """Return the search without these parameters."""
        return SearchUrl(tuple(pair for pair in self.values if pair[0] not in names))

    def plus(self, name: str, value: str) -> "SearchUrl":
        """Return the search with one value more."""
        return SearchUrl((*self.values, (name, value)))

    def url(self) -> str:
        """Return the address to link to, its parameters always in the same order."""
        grouped = {name: values for name in (*KEPT, "page") if (values := self.all(name))}
        return url_for("search.search", **grouped)  # type: ignore[arg-type]
