"""Search for a reader: the engine finds, the database decides what of it may be shown."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, Unavailable
from case_studies.models import Revision
from case_studies.operations.cases.due_confirmations import first_day_that_counts
from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.found import Found, FoundCase, FoundItem
from case_studies.operations.search.hidden import hidden_references
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import find_items
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Correction, Expansion, FacetCounts, Hint, Hit, Library, Query
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.search.facets import FACETS, KIND, facet_labels
from case_studies.search.sync.search_documents import index_of, query_document
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import FoundKind

log = logging.getLogger(__name__)

# Measured on the demonstration library, 28 cases in six languages; 1 means the same text.
#   two different cases         median 0.05; the most similar of the 378 pairs 0.21
#   a copy, lightly edited      0.93 and more; not yet classified, 0.68 and more
#   the case in other words     0.56 and 0.63; classified by other people, 0.50 and 0.54; not classified, 0.31 and 0.38
#   the case translated         0.40 and 0.37; classified by other people, 0.34 and 0.28; not classified, 0.15 and 0.12
LIKELY_DUPLICATE = 0.3
"""From this similarity on, two texts are probably the same case. A translation that is classified differently is not
recognized."""
LEAST_SIMILARITY = 0.1
"""Below it two cases share little more than the language of the field."""
MOST_SIMILAR = 3


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results with the counts of every facet."""

    items: tuple[Found, ...]
    total: int
    page: int
    per_page: int
    facets: FacetCounts
    library: Library
    """All that this reader can find, whatever the query."""
    kinds: frozenset[str]
    """The kinds of what is found."""
    hints: tuple[Hint, ...]
    corrections: tuple[Correction, ...]
    corrected: str
    offered: str
    widened: tuple[Expansion, ...]
    thesaurus: Thesaurus
    """The thesaurus that the query was read with."""

    @property
    def cases(self) -> list[FoundCase]:
        """The cases on the page."""
        return [item for item in self.items if isinstance(item, FoundCase)]

    @property
    def only_cases(self) -> bool:
        """Whether nothing but cases is found, or nothing at all."""
        return self.kinds <= {FoundKind.CASE}

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A published case that is similar to another text, and how similar: 1 means the same text."""

    revision: ReleasedRevision
    likeness: float

    @property
    def likely_duplicate(self) -> bool:
        """Whether both are probably the same case."""
        return self.likeness >= LIKELY_DUPLICATE


def check_filters(query: Query, vocabularies: Vocabularies) -> Query:
    """Return the query with the entries that stay in place of merged ones.

    Filter values that are in no vocabulary are refused and named.
    """
    labels = facet_labels(vocabularies)
    errors: dict[str, list[str]] = {}
    query = replace(query, filters=current_filters(query, vocabularies))
    for facet, values in query.filters.items():
        unknown = [value for value in values if value not in labels[facet]]
        if unknown:
            errors[facet] = [Message(N_("Not a known value: %(values)s."), values=", ".join(unknown))]
    if query.year_from is not None and query.year_to is not None and query.year_to < query.year_from:
        errors["year_to"] = [N_("The period ends before it starts.")]
    if errors:
        raise Incomplete(errors)
    return query


def current_filters(query: Query, vocabularies: Vocabularies) -> dict[str, tuple[str, ...]]:
    """Return the filters of a query with the entries that stay in place of merged ones."""
    return {
        facet: tuple(dict.fromkeys(vocabularies.current(FACETS[facet].vocabulary, value) for value in values))
        for facet, values in query.filters.items()
    }


def search(session: Session, engine: SearchEngine, actor: Actor, query: Query) -> SearchPage:
    """Search the reader's own index. What the database no longer shows them is neither found nor counted."""
    thesaurus = load_thesaurus(session)
    complete = replace(
        query,
        without=hidden_references(session, actor),
        confirmed_since=first_day_that_counts(session),
        thesaurus=thesaurus,
    )
    with as_unavailable():
        results = engine.search(index_of(actor), complete)
    items = _readable(session, actor, results.hits)
    return SearchPage(
        items=items,
        total=results.total - (len(results.hits) - len(items)),
        page=results.page,
        per_page=results.per_page,
        facets=results.facets,
        library=results.library,
        kinds=frozenset(query.filters.get(KIND.name) or results.facets.get(KIND.name, {})),
        hints=results.hints,
        corrections=results.corrections,
        corrected=results.corrected,
        offered=results.offered,
        widened=results.widened,
        thesaurus=thesaurus,
    )


def _readable(session: Session, actor: Actor, hits: Sequence[Hit]) -> tuple[Found, ...]:
    """Return hits as the actor may read them now. The number of statements does not depend on their number."""
    references = [hit.reference for hit in hits]
    revisions = readable_revisions(session, actor, references)
    items = find_items(session, actor, references)
    found: dict[str, Found] = {}
    for hit in hits:
        if hit.reference in revisions:
            found[hit.reference] = FoundCase(revisions[hit.reference], hit.passages)
        elif hit.reference in items:
            found[hit.reference] = FoundItem(items[hit.reference], hit.passages)
    return tuple(found.values())


@contextmanager
def as_unavailable() -> Iterator[None]:
    """Turn the errors of an index that does not answer into Unavailable. The log names the command that restores it."""
    try:
        yield
    except SearchError as error:
        log.warning("search is not available: %s", error)
        raise Unavailable() from error


def related_cases(
    session: Session, engine: SearchEngine, actor: Actor, reference: str, limit: int = 4
) -> list[ReleasedRevision]:
    """Return the cases most similar to a published one.

    Without an index the list is empty, because the case itself can still be read.
    """
    without = hidden_references(session, actor)
    if reference in without:
        return []
    try:
        references = engine.similar(index_of(actor), reference, limit, without)
    except SearchError:
        return []
    readable = readable_revisions(session, actor, references, classified=False)
    return [readable[other] for other in references if other in readable]


def cases_to_compare(
    session: Session, engine: SearchEngine, actor: Actor, compared: Sequence[str], limit: int = 4
) -> list[ReleasedRevision]:
    """Return the cases most similar to those that are compared already, the nearest to each in turn.

    Without an index the list is empty, because the comparison itself can still be read.
    """
    try:
        without = hidden_references(session, actor)
        known = [reference for reference in compared if reference not in without]
        lists = [engine.similar(index_of(actor), reference, 2 * limit, without) for reference in known]
    except SearchError:
        return []
    turns = dict.fromkeys(chain.from_iterable(zip_longest(*lists)))
    references = [other for other in turns if other is not None and other not in compared][:limit]
    readable = readable_revisions(session, actor, references)
    return [readable[other] for other in references if other in readable]


def similar_cases(
    session: Session, engine: SearchEngine, actor: Actor, revision: Revision, limit: int = MOST_SIMILAR
) -> list[SimilarCase]:
    """Return the published cases most similar to a revision that the actor sees, as far as they may read them.

    Raises Unavailable if the index does not answer.
    """
    stale = hidden_references(session, actor)
    with as_unavailable():
        ranked = engine.similar_to(index_of(actor), query_document(revision), limit + len(stale))
    similar = {other: likeness for other, likeness in ranked if likeness >= LEAST_SIMILARITY and other not in stale}
    readable = readable_revisions(session, actor, list(similar))
    return [SimilarCase(readable[other], likeness) for other, likeness in similar.items() if other in readable][:limit]


def most_similar_cases(
    session: Session, engine: SearchEngine, actor: Actor, revision: Revision, limit: int = MOST_SIMILAR
) -> list[SimilarCase]:
    """Return `similar_cases`, or nothing without an index, because the page has another subject."""
    try:
        return similar_cases(session, engine, actor, revision, limit)
    except Unavailable:
        return []
