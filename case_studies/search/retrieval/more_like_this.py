"""Cases related to a case or to a text, and cases by the first letters of words of their titles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from heapq import nlargest, nsmallest

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.facet_counts import YEARS
from case_studies.search.facets import FACETS, KIND
from case_studies.search.relevance import rarity, score, section_weight, zero_scores
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.segment_builder import title_words
from case_studies.search.text.analysis import is_common, terms, tokens

FacetValues = Set[tuple[str, str]]
"""What a case is classified under: facets with their values."""
MOST_TERMS = 30
"""Terms of a text that are looked up: the most important ones."""
MOST_RELATED = 20
LONGEST_PREFIX = 200
FACET_SHARE = 1.0
"""The weight of shared facet values beside shared words."""


def similar(snapshot: Snapshot, reference: str, limit: int) -> list[str]:
    """Return the references of what shares most with a thing of the same kind. Cached by reference and commit."""
    if reference not in snapshot.related:
        snapshot.related[reference] = _related(snapshot, reference)
    return snapshot.related[reference][:limit]


def _related(snapshot: Snapshot, reference: str) -> list[str]:
    document = next(iter(snapshot.documents(reference)), None)
    if document is None:
        return []
    sections = ((section, text) for section, text, _ in snapshot.stored_text(document).sections)
    weights = weigh_terms(sections, snapshot.stored_fields(document).language)
    kinds = [kind for kind, bits in snapshot.facets.get(KIND.name, {}).items() if bits >> document & 1]
    snapshot = snapshot.of_kind(kinds)
    related = nearest(snapshot, weights, facet_values_of(snapshot, document), MOST_RELATED, excluded=document)
    return [snapshot.stored_fields(other).reference for other in related]


def weigh_terms(sections: Iterable[tuple[str, str]], language: str) -> dict[str, float]:
    """Return the terms of a text without common words, each with its weight by the sections that it is in."""
    weights: defaultdict[str, float] = defaultdict(float)
    for section, text in sections:
        for term, times in _count_terms(text, language).items():
            weights[term] += times * section_weight(section)
    return weights


@lru_cache(maxsize=1_000)
def _count_terms(text: str, language: str) -> Counter[str]:
    """Count terms; single characters inside Chinese words say too little to compare texts by them."""
    words = (token.word for token in tokens(text) if token.width or len(token.word) > 1)
    return Counter(terms(word, language)[0] for word in words if not is_common(word))


def is_about_content(name: str) -> bool:
    """Return whether cases with the same value of a facet are more alike. Who submitted them does not count."""
    return name not in FACETS or FACETS[name].is_about_content


def facet_values_of(snapshot: Snapshot, document: int) -> FacetValues:
    """Return what a document is classified under."""
    return {
        (name, value)
        for name, values in snapshot.facets.items()
        if name not in YEARS and is_about_content(name)
        for value, bits in values.items()
        if bits >> document & 1
    }


def nearest(
    snapshot: Snapshot, weights: Mapping[str, float], facet_values: FacetValues, limit: int, *, excluded: int | None
) -> list[int]:
    """Return the documents that share most with a text: important terms and facet values."""
    own = 0 if excluded is None else 1  # a term that only the excluded case has finds nothing
    known = {term: weight for term, weight in weights.items() if snapshot.postings.frequency(term) > own}
    nearness = _normalize(_by_terms(snapshot, known), excluded)
    nearness = nearness + FACET_SHARE * _normalize(_by_facet_values(snapshot, facet_values), excluded)
    documents = np.flatnonzero(nearness)
    order = np.lexsort(
        [snapshot.reference_rank[documents], -snapshot.published[documents], -np.round(nearness[documents], 6)]
    )
    return [int(number) for number in documents[order[:limit]]]


def suggest(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """Return the references of the cases whose titles have all words of a prefix; titles that begin with it first."""
    folded = title_words(prefix[:LONGEST_PREFIX]).rstrip().encode()
    if not folded:
        return []
    *whole, last = folded.split()
    matches = []
    for number, title in enumerate(snapshot.titles()):
        if b" " + last in title and snapshot.live[number] and all(b" " + word + b" " in title for word in whole):
            begins_otherwise = not title.startswith(folded)
            matches.append((begins_otherwise, -snapshot.published[number], snapshot.reference_rank[number], number))
    return [snapshot.stored_fields(number).reference for *_, number in nsmallest(limit, matches)]


def _by_terms(snapshot: Snapshot, weights: Mapping[str, float]) -> Array:
    """Return, per document, its nearness by shared terms."""
    total, postings = snapshot.total, snapshot.postings
    importance = {term: weight * rarity(postings.frequency(term), total) for term, weight in weights.items()}
    nearness = zero_scores(snapshot.size)
    for term in nlargest(MOST_TERMS, importance, key=lambda term: (importance[term], term)):
        documents, term_weights = postings.term(term)
        nearness[documents] += rarity(len(documents), total) * score(term_weights, snapshot.relative_length[documents])
    return nearness


def _by_facet_values(snapshot: Snapshot, facet_values: FacetValues) -> Array:
    """Return, per document, its nearness by shared facet values; rare values count more."""
    nearness = zero_scores(snapshot.size)
    for name, value in facet_values:
        shared = snapshot.facet_mask(name, value)
        nearness[shared] += rarity(int(shared.sum()), snapshot.total)
    return nearness


def _normalize(nearness: Array, excluded: int | None) -> Array:
    """Exclude a document, and scale the nearest one to 1."""
    if excluded is not None:
        nearness[excluded] = 0
    most = nearness.max(initial=0)
    return np.asarray(nearness / most) if most else nearness
