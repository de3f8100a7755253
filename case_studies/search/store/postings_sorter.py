"""Turns occurrences of words, gathered document by document, into postings sorted by term."""

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.store.segment_file import narrow

MOST_WEIGHT = 65_535


def sort_postings(ranks: Array, documents: Array, weights: Array, positions: Array, size: int) -> dict[str, Array]:
    """Return the posting arrays of a segment file.

    Takes for each occurrence the rank of its term, its document, weight and position, and the number of terms.
    """
    order = np.argsort(ranks, kind="stable")
    ranks, documents, weights, positions = ranks[order], documents[order], weights[order], positions[order]
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (ranks[1:] != ranks[:-1]) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(is_first)
    counts = np.diff(first, append=len(order))
    totals = np.add.reduceat(weights, first) if len(first) else weights
    numbers = np.arange(size + 1)
    return {
        "posting_starts": np.searchsorted(ranks[first], numbers).astype(np.int64),
        "position_starts": np.searchsorted(ranks, numbers).astype(np.int64),
        "documents": narrow(documents[first]),
        "weights": narrow(np.minimum(totals, MOST_WEIGHT), MOST_WEIGHT),
        "counts": narrow(counts),
        "positions": narrow(positions),
    }


def rank_used(texts: list[str], numbers: Array) -> tuple[list[bytes], Array]:
    """Return the texts that are used, sorted by their bytes, and the rank of each text by its number."""
    used = np.flatnonzero(np.bincount(numbers, minlength=len(texts))).tolist()
    encoded = {number: texts[number].encode() for number in used}
    order = sorted(used, key=encoded.__getitem__)
    rank = np.zeros(len(texts), dtype=np.uint32)
    rank[np.array(order, dtype=np.int64)] = np.arange(len(order), dtype=np.uint32)
    return [encoded[number] for number in order], rank
