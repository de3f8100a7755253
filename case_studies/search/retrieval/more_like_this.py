"""Cases near a case or a text, and cases by what somebody began to type of their titles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from heapq import nlargest, nsmallest

import numpy as np

from case_studies.search.facets import YEARS
from case_studies.search.relevance import rarity, score, section_weight, zero_scores
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.array_file import Array
from case_studies.search.store.segment_builder import offsets
from case_studies.search.text.analysis import is_common, terms, tokens

Marks = Set[tuple[str, str]]
"""What a case is classified under: facets with their values."""
TELLING_TERMS = 30
MOST_RELATED = 20
LONGEST_PREFIX = 200
FACET_SHARE = 1.0
"""How much shared classification counts beside shared words."""


def similar(snapshot: Snapshot, reference: str, limit: int) -> list[str]:
    """References of the cases that share most; worked out once for a case and a commit, since pages ask often."""
    if reference not in snapshot.nearest:
        snapshot.nearest[reference] = _nearest(snapshot, reference)
    return snapshot.nearest[reference][:limit]


def _nearest(snapshot: Snapshot, reference: str) -> list[str]:
    """The cases that share most: weighty words, and what they are classified under."""
    document = next(iter(snapshot.documents(reference)), None)
    if document is None:
        return []
    sections = ((section, text) for section, text, _ in snapshot.content(document).sections)
    words = weigh(sections, snapshot.card(document).language)
    found = nearest(snapshot, words, marks_of(snapshot, document), MOST_RELATED, but=document)
    return [snapshot.card(other).reference for other in found]


def weigh(parts: Iterable[tuple[str, str]], language: str) -> dict[str, float]:
    """The terms of a text that mean something, each with its weight by where it stands."""
    weights: defaultdict[str, float] = defaultdict(float)
    for section, text in parts:
        for term, times in _count(text, language).items():
            weights[term] += times * section_weight(section)
    return weights


@lru_cache(maxsize=1_000)
def _count(text: str, language: str) -> Counter[str]:
    return Counter(terms(token.word, language)[0] for token in tokens(text) if not is_common(token.word))


def marks_of(snapshot: Snapshot, document: int) -> Marks:
    """What a document is classified under."""
    return {
        (name, value)
        for name, values in snapshot.facets.items()
        if name not in YEARS
        for value, bits in values.items()
        if bits >> document & 1
    }


def nearest(snapshot: Snapshot, words: Mapping[str, float], marks: Marks, limit: int, *, but: int | None) -> list[int]:
    """The documents that share most with a text: weighty words, and what it is classified under."""
    elsewhere = 0 if but is None else 1  # a word that no other case has leads nowhere
    known = {term: weight for term, weight in words.items() if snapshot.words.frequency(term) > elsewhere}
    near = _share(_by_words(snapshot, known), but) + FACET_SHARE * _share(_by_marks(snapshot, marks), but)
    found = np.flatnonzero(near)
    order = np.lexsort([snapshot.by_reference[found], -snapshot.published[found], -np.round(near[found], 6)])
    return [int(number) for number in found[order[:limit]]]


def suggest(snapshot: Snapshot, prefix: str, limit: int) -> list[str]:
    """References of the cases whose titles have all the words typed. Titles that begin so come first."""
    typed = offsets(prefix[:LONGEST_PREFIX]).rstrip().encode()
    if not typed:
        return []
    *whole, begun = typed.split()
    found = []
    for number, title in enumerate(snapshot.titles()):
        if b" " + begun in title and snapshot.live[number] and all(b" " + word + b" " in title for word in whole):
            found.append(
                (not title.startswith(typed), -snapshot.published[number], snapshot.by_reference[number], number)
            )
    return [snapshot.card(number).reference for *_, number in nsmallest(limit, found)]


def _by_words(snapshot: Snapshot, words: Mapping[str, float]) -> Array:
    """Nearness by shared words."""
    total = snapshot.total
    rated = {term: weight * rarity(snapshot.words.frequency(term), total) for term, weight in words.items()}
    near = zero_scores(snapshot.size)
    for term in nlargest(TELLING_TERMS, rated, key=lambda term: (rated[term], term)):
        found, weights = snapshot.words.posting(term)
        near[found] += rarity(len(found), total) * score(weights, snapshot.share_of_length[found])
    return near


def _by_marks(snapshot: Snapshot, marks: Marks) -> Array:
    """Nearness by shared classification, rare values more."""
    near = zero_scores(snapshot.size)
    for name, value in marks:
        shared = snapshot.mask(snapshot.facets.get(name, {}).get(value, 0))
        near[shared] += rarity(int(shared.sum()), snapshot.total)
    return near


def _share(near: Array, but: int | None) -> Array:
    """Leave the case itself out, and make the nearest 1."""
    if but is not None:
        near[but] = 0
    most = near.max(initial=0)
    return np.asarray(near / most) if most else near
