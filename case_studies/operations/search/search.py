"""Searching for a reader: the engine finds, the database says what may be shown."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, Unavailable
from case_studies.models import Revision
from case_studies.operations.cases.queries import readable_revisions, stale_references
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.search.contract import Correction, Expansion, Hint, Passage, Query
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.search.sync.search_documents import query_document
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import Evidence, Language, Stage

# Measured on the demonstration library, 28 cases in six languages; 1 is the same text.
#   two different cases         median 0.05; the most alike of the 378 pairs 0.21
#   a copy, lightly edited      0.93 and more; not classified yet, 0.68 and more
#   the case in other words     0.56 and 0.63; classified by other hands, 0.50 and 0.54; not classified, 0.31 and 0.38
#   the case translated         0.40 and 0.37; classified by other hands, 0.34 and 0.28; not classified, 0.15 and 0.12
LIKELY_DUPLICATE = 0.3
"""From here on two texts are probably the same case. A translation that is classified otherwise goes unnoticed."""
LIKE = 0.1
"""Below it two cases share little more than the language of the field."""
MOST_LIKE = 3


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One result: the revision, and the passages that show why."""

    revision: Revision
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results with the counts of every facet."""

    items: tuple[FoundCase, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, Mapping[str, int]]
    hints: tuple[Hint, ...]
    corrections: tuple[Correction, ...]
    corrected: str
    widened: tuple[Expansion, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A published case that is like another text, and how like: 1 is the same text."""

    revision: Revision
    likeness: float

    @property
    def likely_duplicate(self) -> bool:
        """Whether both are probably the same case."""
        return self.likeness >= LIKELY_DUPLICATE


def facet_values(words: Vocabularies) -> dict[str, Mapping[str, str]]:
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


def check_filters(query: Query, words: Vocabularies) -> None:
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
    wanted = replace(query, without=stale_references(session, actor), lexicon=load_thesaurus(session))
    with resolve_query():
        results = engine.search(actor.audience, wanted)
    readable = readable_revisions(session, actor, [hit.reference for hit in results.hits])
    items = tuple(FoundCase(readable[hit.reference], hit.passages) for hit in results.hits if hit.reference in readable)
    lost = len(results.hits) - len(items)
    return SearchPage(
        items,
        results.total - lost,
        results.page,
        results.per_page,
        results.facets,
        results.hints,
        results.corrections,
        results.corrected,
        results.widened,
    )


@contextmanager
def resolve_query() -> Iterator[None]:
    """Turn an index that doesn't answer into Unavailable."""
    try:
        yield
    except SearchError as error:
        raise Unavailable() from error


def related_cases(
    session: Session, engine: SearchEngine, actor: Actor, reference: str, limit: int = 4
) -> list[Revision]:
    """Return the cases most like one; none where the index doesn't answer, since the case itself is still readable."""
    try:
        references = engine.similar(actor.audience, reference, limit, stale_references(session, actor))
    except SearchError:
        return []
    readable = readable_revisions(session, actor, references, classified=False)
    return [readable[other] for other in references if other in readable]


def similar_cases(
    session: Session, engine: SearchEngine, actor: Actor, revision: Revision, limit: int = MOST_LIKE
) -> list[SimilarCase]:
    """Return the published cases most like a revision that the actor sees, as far as they may read them.

    Raises Unavailable where the index doesn't answer.
    """
    spare = len(stale_references(session, actor))
    with resolve_query():
        found = engine.alike(actor.audience, query_document(revision), limit + spare)
    likely = {reference: likeness for reference, likeness in found if likeness >= LIKE}
    readable = readable_revisions(session, actor, list(likely))
    return [SimilarCase(readable[other], likeness) for other, likeness in likely.items() if other in readable][:limit]


def most_similar_cases(
    session: Session, engine: SearchEngine, actor: Actor, revision: Revision, limit: int = MOST_LIKE
) -> list[SimilarCase]:
    """Return what `alike` does; nothing where the index doesn't answer, since the page is about something else."""
    try:
        return similar_cases(session, engine, actor, revision, limit)
    except Unavailable:
        return []
