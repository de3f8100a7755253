"""Why documents were found: per document and thing asked for, the positions where it stands."""

from collections.abc import Iterator, Sequence

import numpy as np

from case_studies.search.query.tree import ConceptNode, FilterNode, Node, OrNode, PhraseNode, QueryNode, TermGroup
from case_studies.search.retrieval.postings import PLACES
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.array_file import Array

MatchPositions = dict[int, list[set[int]]]
"""Per document a set of positions for each thing asked for."""


def match_positions(snapshot: Snapshot, wish: QueryNode, documents: Sequence[int]) -> MatchPositions:
    """Return where in the documents what was asked for stands; other names of a thing are the same thing."""
    asked = [list(_clauses(node)) for node in _leaves(wish)]
    reasons: MatchPositions = {number: [set() for _ in asked] for number in documents}
    wanted = np.zeros(snapshot.size, dtype=bool)
    wanted[np.array(documents, dtype=np.int64)] = True
    for number, clauses in enumerate(asked):
        for clause in clauses:
            for document, place in _places(snapshot, clause, wanted):
                reasons[document][number].add(place)
    return reasons


def _leaves(node: Node) -> Iterator[TermGroup | ConceptNode]:
    if isinstance(node, QueryNode):
        for wanted in node.wanted:
            yield from _leaves(wanted)
    elif isinstance(node, OrNode):
        for side in node.sides:
            yield from _leaves(side)
    elif not isinstance(node, FilterNode):
        yield node


def _clauses(node: TermGroup | ConceptNode) -> Iterator[PhraseNode]:
    if isinstance(node, ConceptNode):
        for word in node.words:
            yield from word.clauses
        yield from node.names
    else:
        yield from node.clauses


def _places(snapshot: Snapshot, clause: PhraseNode, wanted: Array) -> Iterator[tuple[int, int]]:
    found, _ = snapshot.words.clause(clause)
    within = np.zeros(snapshot.size, dtype=bool)
    within[found] = wanted[found]
    if within.any():
        for step in range(len(snapshot.words.slots(clause))):
            for key in (snapshot.words.starts(clause, within) + step).tolist():
                yield key >> PLACES, key & ((1 << PLACES) - 1)
