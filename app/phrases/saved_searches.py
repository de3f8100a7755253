"""Saved searches in words and addresses, the same on the pages, in the API and in feeds."""

import unicodedata
from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from app.phrases.labels import EVIDENCE, LANGUAGES, STAGES
from app.schemas.input_fields import DECEPTIVE
from case_studies.operations.search.saved_searches import LONGEST_NAME
from case_studies.operations.search.search import facet_values
from case_studies.search.contract import Query
from case_studies.taxonomy.catalogue import Vocabularies


def proposed_name(query: Query, words: Vocabularies) -> str:
    """Return a name made of what a search asks for: its words, its filters, its years."""
    name = ", ".join(_parts(query, words)) or _("All cases")
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip(' ,')}…"


def _parts(query: Query, words: Vocabularies) -> Iterator[str]:
    labels = {**facet_values(words), "language": LANGUAGES, "stage": STAGES, "evidence": EVIDENCE}
    if text := _one_line(query.text):
        yield text
    for facet, values in query.filters.items():
        # operations are known by their acronyms
        yield from (value if facet == "operation" else str(labels[facet].get(value, value)) for value in values)
    first, last = query.year_from, query.year_to
    if first is not None or last is not None:
        yield str(first) if first == last else f"{first or ''}–{last or ''}"


def _one_line(text: str) -> str:
    """Return typed words without what can't be stored or would deceive."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in DECEPTIVE.sub("", text))
    return " ".join(kept.split())


def search_url(address: str, *, external: bool = False) -> str:
    """Return where a search is read."""
    return at_address(url_for("search.search", _external=external), address)


def feed_url(address: str, *, external: bool = False) -> str:
    """Return where the feed of a search is read."""
    return at_address(url_for("feed.feed", _external=external), address)


def at_address(url: str, address: str) -> str:
    """Return an address of ours for a search; `address` is empty where it asks for all cases."""
    return f"{url}?{address}" if address else url
