"""Searching for a reader: the engine finds, the database says what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, Unavailable
from case_studies.models import Revision
from case_studies.operations.browsing import gone, readable_revisions
from case_studies.policy.actor import Actor
from case_studies.search.documents import Passage, Query, Results
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.taxonomy.catalogue import Catalogue
from case_studies.vocabulary import Evidence, Language, Stage


@dataclass(frozen=True, slots=True)
class Found:
    """One result: the revision, and the passages that show why."""

    revision: Revision
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results with the counts of every facet."""

    items: tuple[Found, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, Mapping[str, int]]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


def facet_values(words: Catalogue) -> dict[str, Mapping[str, str]]:
    """Return, for each facet, the values that exist; labels of the closed lists are the delivery's."""
    return {
        "theme": words.themes,
        "host_state": words.places,
        "operation": words.operations,
        "initiative": words.initiatives,
        "implemented_by": words.places,
        "language": {value: value for value in Language},
        "stage": {value: value for value in Stage},
        "evidence": {value: value for value in Evidence},
    }


def check_filters(query: Query, words: Catalogue) -> None:
    """Refuse a filter value that no vocabulary knows, naming it."""
    known = facet_values(words)
    errors: dict[str, list[str]] = {}
    for facet, values in query.filters.items():
        unknown = [value for value in values if value not in known[facet]]
        if unknown:
            errors[facet] = [Message(N_("Not a known value: %(values)s."), values=", ".join(unknown))]
    if query.year_from is not None and query.year_to is not None and query.year_to < query.year_from:
        errors["year_to"] = [N_("The period ends before it starts.")]
    if errors:
        raise Incomplete(errors)


def search(session: Session, engine: SearchEngine, actor: Actor, query: Query) -> SearchPage:
    """Search the reader's own index; what the database no longer shows them is neither found nor counted."""
    results = _ask(engine, actor, replace(query, without=gone(session, actor)))
    readable = readable_revisions(session, actor, [hit.reference for hit in results.hits])
    items = tuple(Found(readable[hit.reference], hit.passages) for hit in results.hits if hit.reference in readable)
    lost = len(results.hits) - len(items)
    return SearchPage(items, results.total - lost, results.page, results.per_page, results.facets)


def _ask(engine: SearchEngine, actor: Actor, query: Query) -> Results:
    try:
        return engine.search(actor.audience, query)
    except SearchError as error:
        raise Unavailable() from error


def related(session: Session, engine: SearchEngine, actor: Actor, reference: str, limit: int = 4) -> list[Revision]:
    """Return the cases most like one; none where the index doesn't answer, since the case itself is still readable."""
    try:
        references = engine.similar(actor.audience, reference, limit)
    except SearchError:
        return []
    readable = readable_revisions(session, actor, references, classified=False)
    return [readable[other] for other in references if other in readable]
