"""Raises the scores of documents in which the words of a query are near each other and in its order."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.query.tree import ConceptNode, Node, TermGroup
from case_studies.search.relevance import NEAR, NEAR_SHARE
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.segment_file import POSITION_BITS

MOST_RAISED = 100
"""Only the best documents are looked at; they fill several pages."""


def raise_near(snapshot: Snapshot, nodes: Sequence[Node], scores: Array) -> Array:
    """Return the scores, those of the best documents raised by the share of neighbouring words that are near."""
    words = [word for node in nodes for word in _plain_words(node)]
    if len(words) < 2 or not scores.any():
        return scores
    best = np.zeros(len(scores), dtype=bool)
    best[np.argpartition(-scores, min(MOST_RAISED, len(scores) - 1))[:MOST_RAISED]] = True
    best &= scores > 0
    places = [_places(snapshot, word, best) for word in words]
    near_pairs = np.zeros(len(scores), dtype=np.float32)
    for first, second in pairwise(places):
        near_pairs[_near_documents(first, second)] += 1
    return np.asarray(scores * (1 + NEAR_SHARE * near_pairs / (len(words) - 1)))


def _plain_words(node: Node) -> Sequence[TermGroup]:
    if isinstance(node, ConceptNode):
        return node.words
    return (node,) if isinstance(node, TermGroup) and node.tokens else ()


def _places(snapshot: Snapshot, word: TermGroup, documents: Array) -> Array:
    return np.unique(np.concatenate([snapshot.postings.phrase_places(phrase, documents) for phrase in word.clauses]))


def _near_documents(first: Array, second: Array) -> Array:
    """Return the documents in which a place of `second` comes soon after a place of `first`."""
    next_second = np.searchsorted(second, first, side="right")
    has_next = next_second < len(second)
    gap = second[next_second[has_next]] - first[has_next]
    return np.unique(first[has_next][gap <= NEAR] >> POSITION_BITS)
