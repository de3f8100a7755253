"""Makes packs: gathers the words of faces, sorts them into postings, and merges packs into one."""

import json
import re
from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from case_studies.search.contract import SearchDocument
from case_studies.search.facets import YEARS
from case_studies.search.relevance import LABELS, TITLE, WEIGHTS, section_weight
from case_studies.search.store.array_file import Array
from case_studies.search.store.segment_file import QUARTERS, SegmentFile, StringColumn, narrow
from case_studies.search.store.stored_text import compress
from case_studies.search.text.analysis import PIECES, every_term, read, terms, tokens
from case_studies.search.text.folding import fold

MOST_MEANINGS = 200_000
"""Words whose meanings are kept from one pack to the next, some hundred MB; beyond it they are worked out anew."""
MIXED = ""
"""In place of a language where a text's words may be of any."""


class SegmentBuilder:
    """Gathers faces. What a piece of writing means in a language is worked out once; then it is a row of numbers."""

    def __init__(self) -> None:
        self._forget()
        self._begin()

    def _forget(self) -> None:
        self._readings: dict[str, dict[str, int | _Piece]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._terms: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._meanings: list[tuple[int, ...]] = []  # per meaning, the numbers of its terms
        self._written: list[int] = []  # per meaning, the number of its word

    def _begin(self) -> None:
        self._occurrences = array("I")  # meanings, in the order of the texts
        self._places = array("I")
        self._pieces: list[tuple[int, float, int]] = []  # document, weight, occurrences
        self._values: dict[str, list[int]] = {}
        self._lengths: list[int] = []
        self._cards: list[bytes] = []
        self._titles: list[bytes] = []
        self._contents: list[bytes] = []
        self._published: list[int] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, face: SearchDocument) -> None:
        """Take a face in."""
        spans = array("I")
        sections = []
        for section, text in face.sections.items():
            sections.append((section, text, len(spans) // 2))
            self._gather(text, face.language, section_weight(section), spans)
        length = len(spans) // 2 - len(sections)
        self._contents.append(compress(sections, spans.tobytes()))
        self._gather(face.title, face.language, WEIGHTS[TITLE], spans)
        for label in face.labels:
            self._gather(label, MIXED, WEIGHTS[LABELS], spans)
        self._note(face, length)

    def _gather(self, text: str, language: str, weight: float, spans: "array[int]") -> None:
        """Note where the words of a text stand, and in `spans` where each place begins and ends in it."""
        known = self._readings.setdefault(language, {})
        occurrences, places, before = self._occurrences, self._places, len(self._occurrences)
        place = len(spans) // 2
        for match in PIECES.finditer(text):
            written, start = match[0], match.start()
            piece = known.get(written)
            if piece is None:
                piece = known[written] = self._read(match, language)
            if isinstance(piece, int):  # most are: one word, as long as what is written
                occurrences.append(piece)
                places.append(place)
                spans.append(start)
                spans.append(start + len(written))
                place += 1
                continue
            for meaning, at in piece.meanings:
                occurrences.append(meaning)
                places.append(place + at)
            for begins, ends in piece.spans:
                spans.append(start + begins)
                spans.append(start + ends)
                place += 1
        spans.extend((0, 0))  # the gap that keeps texts apart
        self._pieces.append((len(self), weight, len(occurrences) - before))

    def _read(self, match: re.Match[str], language: str) -> "int | _Piece":
        """Return what a piece of writing is; for a single word just the number of its meaning."""
        found = read(match)
        meanings = tuple((self._meaning(token.word, language), token.position) for token in found)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(match[0])):
            return meanings[0][0]
        spans: dict[int, tuple[int, int]] = {}
        for token in found:
            spans.setdefault(token.position, (token.start, token.end))
        return _Piece(meanings, tuple(spans.values()))

    def _meaning(self, word: str, language: str) -> int:
        """Return the number of a word in a language; new ones are worked out."""
        key = (word, language)
        if key not in self._numbers:
            found = every_term(word) if language == MIXED else terms(word, language)
            self._numbers[key] = len(self._meanings)
            self._meanings.append(tuple(self._terms.setdefault(term, len(self._terms)) for term in sorted(found)))
            self._written.append(self._words.setdefault(fold(word), len(self._words)))
        return self._numbers[key]

    def _note(self, face: SearchDocument, length: int) -> None:
        number = len(self)
        for value in dict.fromkeys(_values(face)):
            self._values.setdefault(value, []).append(number)
        self._lengths.append(length)
        self._published.append(face.published_on.toordinal())
        self._cards.append(json.dumps([face.reference, face.fingerprint, face.title, face.language]).encode())
        self._titles.append(offsets(face.title).encode())

    def pack(self) -> SegmentFile:
        """Sort everything gathered into a pack, and begin anew; what words mean is kept."""
        documents, weights, sizes = (np.array(column) for column in zip(*self._pieces, strict=True))
        documents = np.repeat(documents.astype(np.uint32), sizes)
        meanings = np.array(self._occurrences, dtype=np.uint32)
        names, lists = self._postings(meanings, documents, np.repeat(weights, sizes))
        values = sorted(self._values)
        made = SegmentFile(
            terms=StringColumn.of(names),
            **lists,
            words=StringColumn.of(self._used_words(meanings)),
            values=StringColumn.of(value.encode() for value in values),
            value_starts=np.cumsum([0, *(len(self._values[value]) for value in values)], dtype=np.int64),
            value_documents=np.array([n for value in values for n in self._values[value]], dtype=np.uint32),
            lengths=np.array(self._lengths, dtype=np.uint32),
            published=np.array(self._published, dtype=np.uint32),
            cards=StringColumn.of(self._cards),
            titles=StringColumn.of(self._titles),
            contents=StringColumn.of(self._contents),
        )
        if len(self._meanings) > MOST_MEANINGS:
            self._forget()
        self._begin()
        return made

    def _postings(self, meanings: Array, documents: Array, weights: Array) -> tuple[list[bytes], dict[str, Any]]:
        """Spread occurrences over the terms they mean; return the terms in order, and their postings."""
        sizes = np.array([len(one) for one in self._meanings], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        flat = np.array([term for one in self._meanings for term in one], dtype=np.int64)
        counts = sizes[meanings]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        numbers = flat[np.repeat(starts[meanings], counts) + within]
        names, rank = _in_order(list(self._terms), numbers)
        return names, _sorted(
            rank[numbers],
            np.repeat(documents, counts),
            np.repeat((weights * QUARTERS).astype(np.uint32), counts),
            np.repeat(np.array(self._places, dtype=np.uint32), counts),
            len(names),
        )

    def _used_words(self, meanings: Array) -> list[bytes]:
        names, _ = _in_order(list(self._words), np.array(self._written, dtype=np.int64)[meanings])
        return [name for name in names if name]


class _Piece(NamedTuple):
    """What a piece of writing is: its meanings with their places in it, and where each place begins and ends."""

    meanings: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]


def _in_order(texts: list[str], numbers: Array) -> tuple[list[bytes], Array]:
    """Return the texts that are used in the order of their bytes, and each one's place in it by its number."""
    used = np.flatnonzero(np.bincount(numbers, minlength=len(texts))).tolist()
    octets = {number: texts[number].encode() for number in used}
    order = sorted(used, key=octets.__getitem__)
    rank = np.zeros(len(texts), dtype=np.uint32)
    rank[np.array(order, dtype=np.int64)] = np.arange(len(order), dtype=np.uint32)
    return [octets[number] for number in order], rank


def offsets(title: str) -> str:
    """Return the words of a title, folded, each between spaces."""
    words = "".join(f" {fold(token.word)}" for token in tokens(title) if token.width == 1)
    return f"{words} " if words else ""


def _values(face: SearchDocument) -> Iterator[str]:
    for name, year in zip(YEARS, face.years, strict=True):
        yield f"{name}={year}"
    for name, values in face.facets.items():
        for value in values:
            yield f"{name}={value}"


def _sorted(terms_at: Array, documents: Array, weights: Array, places: Array, size: int) -> dict[str, Array]:
    """Turn occurrences, which come document by document, into postings."""
    order = np.argsort(terms_at, kind="stable")
    terms_at, documents, weights, places = terms_at[order], documents[order], weights[order], places[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (terms_at[1:] != terms_at[:-1]) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(new)
    counts = np.diff(first, append=len(order))
    summed = np.add.reduceat(weights, first) if len(first) else weights
    numbers = np.arange(size + 1)
    return {
        "posting_starts": np.searchsorted(terms_at[first], numbers).astype(np.int64),
        "place_starts": np.searchsorted(terms_at, numbers).astype(np.int64),
        "documents": narrow(documents[first]),
        "weights": narrow(np.minimum(summed, 65_535), 65_535),
        "counts": narrow(counts),
        "places": narrow(places),
    }
