"""Merges packs into one file, leaving out documents that were taken out. Only one pack is in memory at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from case_studies.search.store.array_file import Array, create
from case_studies.search.store.segment_file import SegmentFile, StringColumn, flat
from case_studies.search.text.analysis import every_term


@dataclass(frozen=True, slots=True)
class Part:
    """A pack, and per document whether it stays."""

    pack: SegmentFile
    live: Array

    def numbers(self, base: int) -> Array:
        """Return the new number of each document, where the first that stays becomes `base`."""
        return np.cumsum(self.live) - 1 + base


class _Lists:
    """Lists under keys, from several parts, put together key by key and in the order of the parts."""

    def __init__(self, size: int, rows: Sequence[tuple[Array, Array]]) -> None:
        """Take per part the keys, none twice, and how many entries each has."""
        self._rows = rows
        totals = np.zeros(size, dtype=np.int64)
        for keys, counts in rows:
            totals[keys] += counts
        self.starts = np.concatenate([[0], np.cumsum(totals)])

    def __len__(self) -> int:
        return int(self.starts[-1])

    def targets(self) -> Iterator[Array]:
        """Yield for each part where its entries go, one by one."""
        free = self.starts[:-1].copy()
        for keys, counts in self._rows:
            before = np.cumsum(counts) - counts
            yield np.repeat(free[keys] - before, counts) + np.arange(counts.sum())
            free[keys] += counts


def merge(parts: Sequence[Part], path: Path) -> None:
    """Write the parts as one pack, their documents in the order of the parts."""
    names, keys = _union([part.pack.terms for part in parts])
    postings, used = _posting_lists(parts, keys, len(names))
    kept = [name for name, there in zip(names, used, strict=True) if there]
    places = _place_lists(parts, keys, used)
    values = _union([part.pack.values for part in parts])
    marks = _value_lists(parts, values[1], len(values[0]))
    words = _words(parts, set(kept))
    small: dict[str, Array | StringColumn] = {
        "terms": StringColumn.of(kept),
        "posting_starts": postings.starts,
        "place_starts": places.starts,
        "words": StringColumn.of(words),
        "values": StringColumn.of(values[0]),
        "value_starts": marks.starts,
        "lengths": np.concatenate([part.pack.lengths[part.live] for part in parts]),
        "published": np.concatenate([part.pack.published[part.live] for part in parts]),
        "cards": _stay(parts, "cards"),
        "titles": _stay(parts, "titles"),
        "contents.ends": _content_ends(parts),
    }
    total = sum(int(part.live.sum()) for part in parts)
    number = np.min_scalar_type(max(total, 1))
    shapes = {
        "contents.octets": (np.dtype(np.uint8), int(small["contents.ends"][-1])),
        "documents": (number, len(postings)),
        "value_documents": (number, len(marks)),
        "weights": (np.dtype(np.uint16), len(postings)),
        "counts": (_widest(parts, "counts"), len(postings)),
        "places": (_widest(parts, "places"), len(places)),
    }
    with create(path, flat(small), shapes) as made:
        _fill(parts, made, postings, places, marks)


def _union(strings: Sequence[StringColumn]) -> tuple[list[bytes], list[Array]]:
    """Return all strings in order, and per part where its own stand among them."""
    listed = [one.all() for one in strings]
    union = sorted(set().union(*listed))
    number = {text: at for at, text in enumerate(union)}
    return union, [np.array([number[text] for text in one], dtype=np.int64) for one in listed]


def _posting_lists(parts: Sequence[Part], keys: Sequence[Array], size: int) -> tuple[_Lists, Array]:
    """Return the lists of postings by the terms that have any left, and which terms have."""
    counts = [_left(part.pack.posting_starts, part.live[part.pack.documents[:]]) for part in parts]
    used = np.zeros(size, dtype=bool)
    for key, count in zip(keys, counts, strict=True):
        used[key[count > 0]] = True
    return _lists(keys, counts, used), used


def _place_lists(parts: Sequence[Part], keys: Sequence[Array], used: Array) -> _Lists:
    counts = []
    for part in parts:
        staying = np.repeat(part.live[part.pack.documents[:]], part.pack.counts[:])
        counts.append(_left(part.pack.place_starts, staying))
    return _lists(keys, counts, used)


def _value_lists(parts: Sequence[Part], keys: Sequence[Array], size: int) -> _Lists:
    counts = [_left(part.pack.value_starts, part.live[part.pack.value_documents]) for part in parts]
    return _Lists(size, list(zip(keys, counts, strict=True)))


def _lists(keys: Sequence[Array], counts: Sequence[Array], used: Array) -> _Lists:
    number = np.cumsum(used) - 1
    rows = [(number[key[used[key]]], count[used[key]]) for key, count in zip(keys, counts, strict=True)]
    return _Lists(int(used.sum()), rows)


def _left(starts: Array, staying: Array) -> Array:
    """Return how many entries stay of each list."""
    before = np.concatenate([[0], np.cumsum(staying)])
    return np.asarray(before[starts[1:]] - before[starts[:-1]])


def _words(parts: Sequence[Part], terms: set[bytes]) -> list[bytes]:
    """Return the words of all parts; where documents were taken out, those of which a term is left."""
    words = set().union(*(part.pack.words.all() for part in parts))
    if not all(part.live.all() for part in parts):
        words = {word for word in words if any(term.encode() in terms for term in every_term(word.decode()))}
    return sorted(words)


def _stay(parts: Sequence[Part], name: str) -> StringColumn:
    return StringColumn.of(
        text
        for part in parts
        for text, stays in zip(getattr(part.pack, name).all(), part.live.tolist(), strict=True)
        if stays
    )


def _content_ends(parts: Sequence[Part]) -> Array:
    sizes = [np.diff(part.pack.contents.ends)[part.live] for part in parts]
    return np.concatenate([[0], np.cumsum(np.concatenate(sizes))])


def _widest(parts: Sequence[Part], name: str) -> "np.dtype[np.unsignedinteger]":
    return max((getattr(part.pack, name).dtype for part in parts), key=lambda kind: kind.itemsize)


def _fill(parts: Sequence[Part], made: dict[str, Array], postings: _Lists, places: _Lists, marks: _Lists) -> None:
    base = room = 0
    for part, at, place_at, mark_at in zip(parts, postings.targets(), places.targets(), marks.targets(), strict=True):
        pack, numbers = part.pack, part.numbers(base)
        documents, counts = pack.documents[:], pack.counts[:]
        staying = part.live[documents]
        made["documents"][at] = numbers[documents[staying]]
        made["weights"][at] = pack.weights[:][staying]
        made["counts"][at] = counts[staying]
        made["places"][place_at] = pack.places[:][np.repeat(staying, counts)]
        marked = part.live[pack.value_documents]
        made["value_documents"][mark_at] = numbers[pack.value_documents[marked]]
        base += int(part.live.sum())
        octets = pack.contents.octets[:][np.repeat(part.live, np.diff(pack.contents.ends))]
        made["contents.octets"][room : room + len(octets)] = octets
        room += len(octets)
