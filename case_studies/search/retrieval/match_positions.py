"""The positions in a document that match a query, by which passages are cut and words are marked."""

from collections.abc import Iterator, Sequence

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.query.tree import ConceptNode, PhraseNode, QueryNode, TermGroup, text_nodes
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.segment_file import POSITION_BITS

MatchPositions = dict[int, list[set[int]]]
"""Per document, a set of positions for each term group and concept of the query."""


def match_positions(snapshot: Snapshot, tree: QueryNode, documents: Sequence[int]) -> MatchPositions:
    """Return the positions that match in some documents. All names of a concept count as the same."""
    phrases_of = [list(_phrases(node)) for node in text_nodes(tree)]
    positions: MatchPositions = {number: [set() for _ in phrases_of] for number in documents}
    wanted = np.zeros(snapshot.size, dtype=bool)
    wanted[np.array(documents, dtype=np.int64)] = True
    for index, phrases in enumerate(phrases_of):
        for phrase in phrases:
            for document, position in _phrase_positions(snapshot, phrase, wanted):
                positions[document][index].add(position)
    return positions


def _phrases(node: TermGroup | ConceptNode) -> Iterator[PhraseNode]:
    if isinstance(node, ConceptNode):
        for word in node.words:
            yield from word.clauses
        yield from node.names
    else:
        yield from node.clauses


def _phrase_positions(snapshot: Snapshot, phrase: PhraseNode, wanted: Array) -> Iterator[tuple[int, int]]:
    """Yield document and position of each word of a phrase, in the documents of a mask."""
    documents, _ = snapshot.postings.phrase(phrase)
    within = np.zeros(snapshot.size, dtype=bool)
    within[documents] = wanted[documents]
    if within.any():
        starts = snapshot.postings.phrase_places(phrase, within)
        for step in range(len(snapshot.postings.slots(phrase))):
            for place in (starts + step).tolist():
                yield place >> POSITION_BITS, place & ((1 << POSITION_BITS) - 1)
