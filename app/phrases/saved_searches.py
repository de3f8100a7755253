"""Names and addresses of saved searches, the same on pages, in the API and in feeds."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from app.phrases.facets import short_value_labels
from case_studies.clean_text import clean_line
from case_studies.operations.search.saved_searches import LONGEST_NAME
from case_studies.search.contract import Query
from case_studies.taxonomy.catalogue import Vocabularies


def proposed_name(query: Query, vocabularies: Vocabularies) -> str:
    """Return a name made from the words, filters and years of a search."""
    name = ", ".join(_parts(query, vocabularies)) or _("All results")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


def _parts(query: Query, vocabularies: Vocabularies) -> Iterator[str]:
    labels = short_value_labels(vocabularies)
    if text := " ".join(clean_line(query.text).split()):
        yield text
    for facet, values in query.filters.items():
        yield from (str(labels[facet].get(value, value)) for value in values)
    first, last = query.year_from, query.year_to
    if first is not None or last is not None:
        yield str(first) if first == last else f"{first or ''}–{last or ''}"


def search_url(address: str, *, external: bool = False) -> str:
    """Return the address of the page of a search."""
    return at_address(url_for("search.search", _external=external), address)


def feed_url(address: str, *, external: bool = False) -> str:
    """Return the address of the feed of a search."""
    return at_address(url_for("feed.feed", _external=external), address)


def results_url(address: str, suffix: str) -> str:
    """Return the address of the results of a search as a file."""
    return at_address(url_for("results.results", suffix=suffix), address)


def at_address(url: str, address: str) -> str:
    """Add the query string of a search to an address; `address` is empty for the search for all cases."""
    return f"{url}?{address}" if address else url
