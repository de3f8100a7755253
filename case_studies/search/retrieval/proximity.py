"""Lifts documents in which words stand near each other in the order in which they were typed."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from case_studies.search.query.tree import ConceptNode, Node, TermGroup
from case_studies.search.relevance import NEAR, NEAR_SHARE
from case_studies.search.retrieval.postings import PLACES
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.array_file import Array

MOST_LIFTED = 100
"""Documents looked at: the best, several pages of them."""


def proximity(snapshot: Snapshot, wanted: Sequence[Node], total: Array) -> Array:
    """Return the scores with those of the best documents lifted by how many neighbouring words stand near in them."""
    words = [word for node in wanted for word in _words(node)]
    if len(words) < 2 or not total.any():
        return total
    best = np.zeros(len(total), dtype=bool)
    best[np.argpartition(-total, min(MOST_LIFTED, len(total) - 1))[:MOST_LIFTED]] = True
    best &= total > 0
    places = [_places(snapshot, word, best) for word in words]
    near = np.zeros(len(total), dtype=np.float32)
    for first, second in pairwise(places):
        near[_near(first, second)] += 1
    return np.asarray(total * (1 + NEAR_SHARE * near / (len(words) - 1)))


def _words(node: Node) -> Sequence[TermGroup]:
    if isinstance(node, ConceptNode):
        return node.words
    return (node,) if isinstance(node, TermGroup) and node.tokens else ()


def _places(snapshot: Snapshot, word: TermGroup, documents: Array) -> Array:
    return np.unique(np.concatenate([snapshot.words.starts(clause, documents) for clause in word.clauses]))


def _near(first: Array, second: Array) -> Array:
    """Return the documents in which a place of the second comes soon after one of the first."""
    after = np.searchsorted(second, first, side="right")
    there = after < len(second)
    gap = second[after[there]] - first[there]
    return np.unique(first[there][gap <= NEAR] >> PLACES)
