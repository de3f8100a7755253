"""Builds segment files in memory: gathers the words of search documents and sorts them into postings."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.contract import SearchDocument
from case_studies.search.facet_counts import YEARS
from case_studies.search.relevance import LABELS, TITLE, WEIGHTS, section_weight
from case_studies.search.store.analysis_cache import MIXED, AnalysisCache
from case_studies.search.store.postings_sorter import rank_used, sort_postings
from case_studies.search.store.segment_file import WEIGHT_STEPS, SegmentFile
from case_studies.search.store.stored_fields import encode_fields
from case_studies.search.store.stored_text import compress
from case_studies.search.store.string_column import StringColumn
from case_studies.search.text.analysis import PIECES, tokens
from case_studies.search.text.folding import fold


class SegmentBuilder:
    """Gathers search documents, and builds a segment file of them."""

    def __init__(self) -> None:
        self._cache = AnalysisCache()
        self._clear()

    def _clear(self) -> None:
        self._types = array("I")  # token types in the order of the texts
        self._positions = array("I")
        self._texts: list[tuple[int, float, int]] = []  # document, weight, number of token types
        self._facets: dict[str, list[int]] = {}
        self._lengths: list[int] = []
        self._fields: list[bytes] = []
        self._titles: list[bytes] = []
        self._stored_texts: list[bytes] = []
        self._published: list[int] = []
        self._confirmed: list[int] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, document: SearchDocument) -> None:
        """Add a search document."""
        spans = array("I")
        sections = []
        for section, text in document.sections.items():
            sections.append((section, text, len(spans) // 2))
            self._gather(text, document.language, section_weight(section), spans)
        length = len(spans) // 2 - len(sections)
        self._stored_texts.append(compress(sections, spans.tobytes()))
        self._gather(document.title, document.language, WEIGHTS[TITLE], spans)
        for label in document.labels:
            self._gather(label, MIXED, WEIGHTS[LABELS], spans)
        self._add_fields(document, length)

    def _gather(self, text: str, language: str, weight: float, spans: "array[int]") -> None:
        """Append the words of a text with their positions; append to `spans` where each position begins and ends."""
        pieces = self._cache.pieces(language)
        types, positions, before = self._types, self._positions, len(self._types)
        position = len(spans) // 2
        for match in PIECES.finditer(text):
            start = match.start()
            piece = pieces.get(match[0])
            if piece is None:
                piece = self._cache.analyse(match, language)
            if isinstance(piece, int):  # most pieces are a single word
                types.append(piece)
                positions.append(position)
                spans.append(start)
                spans.append(match.end())
                position += 1
                continue
            for number, at in piece.types:
                types.append(number)
                positions.append(position + at)
            for begin, end in piece.spans:
                spans.append(start + begin)
                spans.append(start + end)
                position += 1
        spans.extend((0, 0))  # a gap, so that no phrase reaches from one text into the next
        self._texts.append((len(self), weight, len(types) - before))

    def _add_fields(self, document: SearchDocument, length: int) -> None:
        number = len(self)
        for value in dict.fromkeys(_facet_values(document)):
            self._facets.setdefault(value, []).append(number)
        self._lengths.append(length)
        self._published.append(document.published_on.toordinal())
        self._confirmed.append(document.confirmed_on.toordinal())
        self._fields.append(encode_fields(document))
        self._titles.append(title_words(document.title).encode())

    def build(self) -> SegmentFile:
        """Return the segment file of all documents added, and start again with none."""
        types = np.array(self._types, dtype=np.uint32)
        terms, postings = self._postings(types)
        words, _ = rank_used(list(self._cache.words), np.array(self._cache.word_of, dtype=np.int64)[types])
        values = sorted(self._facets)
        file = SegmentFile(
            terms=StringColumn.of(terms),
            **postings,
            words=StringColumn.of(word for word in words if word),
            facet_values=StringColumn.of(value.encode() for value in values),
            facet_starts=np.cumsum([0, *(len(self._facets[value]) for value in values)], dtype=np.int64),
            facet_documents=np.array([n for value in values for n in self._facets[value]], dtype=np.uint32),
            lengths=np.array(self._lengths, dtype=np.uint32),
            published=np.array(self._published, dtype=np.uint32),
            confirmed=np.array(self._confirmed, dtype=np.uint32),
            stored_fields=StringColumn.of(self._fields),
            titles=StringColumn.of(self._titles),
            stored_texts=StringColumn.of(self._stored_texts),
        )
        if self._cache.is_full:
            self._cache = AnalysisCache()
        self._clear()
        return file

    def _postings(self, types: Array) -> tuple[list[bytes], dict[str, Any]]:
        """Replace each token type by its terms; return the terms, sorted, and their postings."""
        documents, weights, lengths = (np.array(column) for column in zip(*self._texts, strict=True))
        documents = np.repeat(documents.astype(np.uint32), lengths)
        weights = np.repeat(weights, lengths)
        sizes = np.array([len(numbers) for numbers in self._cache.terms_of], dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        all_terms = np.array([term for numbers in self._cache.terms_of for term in numbers], dtype=np.int64)
        counts = sizes[types]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        numbers = all_terms[np.repeat(starts[types], counts) + within]
        terms, rank = rank_used(list(self._cache.terms), numbers)
        return terms, sort_postings(
            rank[numbers],
            np.repeat(documents, counts),
            np.repeat((weights * WEIGHT_STEPS).astype(np.uint32), counts),
            np.repeat(np.array(self._positions, dtype=np.uint32), counts),
            len(terms),
        )


def title_words(title: str) -> str:
    """Return the words of a title, folded, each between spaces."""
    words = "".join(f" {fold(token.word)}" for token in tokens(title) if token.width == 1)
    return f"{words} " if words else ""


def _facet_values(document: SearchDocument) -> Iterator[str]:
    for name, year in zip(YEARS, document.years, strict=True):
        yield f"{name}={year}"
    for name, values in document.facets.items():
        for value in values:
            yield f"{name}={value}"
