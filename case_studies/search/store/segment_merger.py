"""Merges segment files into one without deleted documents. Only one of them is in memory at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from case_studies.search.arrays import Array, Shape
from case_studies.search.store.array_file import create_array_file
from case_studies.search.store.merged_lists import MergedLists
from case_studies.search.store.segment_file import SegmentFile, flatten
from case_studies.search.store.string_column import StringColumn
from case_studies.search.text.analysis import every_term


@dataclass(frozen=True, slots=True)
class MergeInput:
    """A segment file, and a mask of its live documents."""

    file: SegmentFile
    live: Array

    def numbers(self, base: int) -> Array:
        """Return the new number of each document, if the first live one becomes `base`."""
        return np.cumsum(self.live) - 1 + base


@dataclass(frozen=True, slots=True)
class _Merged:
    """Where the entries of all inputs go."""

    postings: MergedLists
    positions: MergedLists
    facets: MergedLists


def merge(inputs: Sequence[MergeInput], path: Path) -> None:
    """Write the inputs as one file, their documents in the order of the inputs."""
    terms, term_keys = _union([part.file.terms for part in inputs])
    values, value_keys = _union([part.file.facet_values for part in inputs])
    postings, used = _posting_lists(inputs, term_keys, len(terms))
    merged = _Merged(postings, _position_lists(inputs, term_keys, used), _facet_lists(inputs, value_keys, len(values)))
    used_terms = [term for term, is_used in zip(terms, used, strict=True) if is_used]
    columns: dict[str, Array | StringColumn] = {
        "terms": StringColumn.of(used_terms),
        "posting_starts": merged.postings.starts,
        "position_starts": merged.positions.starts,
        "words": StringColumn.of(_words(inputs, set(used_terms))),
        "facet_values": StringColumn.of(values),
        "facet_starts": merged.facets.starts,
        "lengths": np.concatenate([part.file.lengths[part.live] for part in inputs]),
        "published": np.concatenate([part.file.published[part.live] for part in inputs]),
        "confirmed": np.concatenate([part.file.confirmed[part.live] for part in inputs]),
        "stored_fields": _live_strings(inputs, "stored_fields"),
        "titles": _live_strings(inputs, "titles"),
        "stored_texts.ends": _text_ends(inputs),
    }
    with create_array_file(path, flatten(columns), _shapes(inputs, merged, columns)) as arrays:
        _fill(inputs, arrays, merged)


def _shapes(
    inputs: Sequence[MergeInput], merged: _Merged, columns: Mapping[str, Array | StringColumn]
) -> dict[str, Shape]:
    """Return the types and lengths of the arrays that are filled input by input."""
    total = sum(int(part.live.sum()) for part in inputs)
    document = np.min_scalar_type(max(total, 1))
    text_ends = columns["stored_texts.ends"]
    return {
        "stored_texts.octets": (np.dtype(np.uint8), int(text_ends[-1])),
        "documents": (document, len(merged.postings)),
        "facet_documents": (document, len(merged.facets)),
        "weights": (np.dtype(np.uint16), len(merged.postings)),
        "counts": (_widest(inputs, "counts"), len(merged.postings)),
        "positions": (_widest(inputs, "positions"), len(merged.positions)),
    }


def _union(columns: Sequence[StringColumn]) -> tuple[list[bytes], list[Array]]:
    """Return all strings sorted, and for each column the indexes of its own strings among them."""
    lists = [column.all() for column in columns]
    union = sorted(set().union(*lists))
    index = {text: at for at, text in enumerate(union)}
    return union, [np.array([index[text] for text in strings], dtype=np.int64) for strings in lists]


def _posting_lists(inputs: Sequence[MergeInput], keys: Sequence[Array], size: int) -> tuple[MergedLists, Array]:
    """Return the postings per term, and a mask of the terms that still have any."""
    counts = [_live_counts(part.file.posting_starts, part.live[part.file.documents[:]]) for part in inputs]
    used = np.zeros(size, dtype=bool)
    for key, count in zip(keys, counts, strict=True):
        used[key[count > 0]] = True
    return _used_lists(keys, counts, used), used


def _position_lists(inputs: Sequence[MergeInput], keys: Sequence[Array], used: Array) -> MergedLists:
    counts = []
    for part in inputs:
        live = np.repeat(part.live[part.file.documents[:]], part.file.counts[:])
        counts.append(_live_counts(part.file.position_starts, live))
    return _used_lists(keys, counts, used)


def _facet_lists(inputs: Sequence[MergeInput], keys: Sequence[Array], size: int) -> MergedLists:
    counts = [_live_counts(part.file.facet_starts, part.live[part.file.facet_documents]) for part in inputs]
    return MergedLists(size, list(zip(keys, counts, strict=True)))


def _used_lists(keys: Sequence[Array], counts: Sequence[Array], used: Array) -> MergedLists:
    """Return lists under new keys that leave out the terms without postings."""
    new_key = np.cumsum(used) - 1
    rows = [(new_key[key[used[key]]], count[used[key]]) for key, count in zip(keys, counts, strict=True)]
    return MergedLists(int(used.sum()), rows)


def _live_counts(starts: Array, live: Array) -> Array:
    """Return how many live entries each list has."""
    before = np.concatenate([[0], np.cumsum(live)])
    return np.asarray(before[starts[1:]] - before[starts[:-1]])


def _words(inputs: Sequence[MergeInput], terms: set[bytes]) -> list[bytes]:
    """Return the words of all inputs, sorted; after deletions only words of which a term is left."""
    words = set().union(*(part.file.words.all() for part in inputs))
    if not all(part.live.all() for part in inputs):
        words = {word for word in words if any(term.encode() in terms for term in every_term(word.decode()))}
    return sorted(words)


def _live_strings(inputs: Sequence[MergeInput], name: str) -> StringColumn:
    return StringColumn.of(
        text
        for part in inputs
        for text, live in zip(getattr(part.file, name).all(), part.live.tolist(), strict=True)
        if live
    )


def _text_ends(inputs: Sequence[MergeInput]) -> Array:
    sizes = [np.diff(part.file.stored_texts.ends)[part.live] for part in inputs]
    return np.concatenate([[0], np.cumsum(np.concatenate(sizes))])


def _widest(inputs: Sequence[MergeInput], name: str) -> "np.dtype[np.unsignedinteger]":
    return max((getattr(part.file, name).dtype for part in inputs), key=lambda dtype: dtype.itemsize)


def _fill(inputs: Sequence[MergeInput], arrays: dict[str, Array], merged: _Merged) -> None:
    """Copy the live entries of one input after the other."""
    base = text_start = 0
    targets = zip(merged.postings.targets(), merged.positions.targets(), merged.facets.targets(), strict=True)
    for part, (posting_at, position_at, facet_at) in zip(inputs, targets, strict=True):
        file, numbers = part.file, part.numbers(base)
        documents, counts = file.documents[:], file.counts[:]
        live = part.live[documents]
        arrays["documents"][posting_at] = numbers[documents[live]]
        arrays["weights"][posting_at] = file.weights[:][live]
        arrays["counts"][posting_at] = counts[live]
        arrays["positions"][position_at] = file.positions[:][np.repeat(live, counts)]
        live = part.live[file.facet_documents]
        arrays["facet_documents"][facet_at] = numbers[file.facet_documents[live]]
        base += int(part.live.sum())
        texts = file.stored_texts.octets[:][np.repeat(part.live, np.diff(file.stored_texts.ends))]
        arrays["stored_texts.octets"][text_start : text_start + len(texts)] = texts
        text_start += len(texts)
