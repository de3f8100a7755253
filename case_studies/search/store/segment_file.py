"""The arrays of one segment: terms, postings, facet values and stored texts, in one file.

Whoosh keeps the documents, the commits and the lock. Its own postings are not used: it walks them one by one in Python,
which takes about a hundred times longer than an array.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.store.array_file import ArrayFile, FileArray, create_array_file
from case_studies.search.store.corruption import CorruptDataError
from case_studies.search.store.string_column import StringColumn

LONG = {"documents", "weights", "counts", "positions", "stored_fields.octets", "titles.octets", "stored_texts.octets"}
"""Arrays that stay in their file."""
FILE_PATTERN = "arrays-*"
"""Names of segment files; the star stands for the id of the segment."""
WEIGHT_STEPS = 4
"""Weights are stored as whole numbers, in quarters."""
POSITION_BITS = 20
"""Bits of a position. Retrieval joins a document and a position into one number."""


@dataclass(frozen=True, slots=True)
class SegmentFile:
    """The arrays of a segment, in memory or in a file.

    Documents are numbered from 0. A `_starts` array has one entry more than the list that it divides.
    """

    terms: StringColumn
    """Sorted by their bytes."""
    posting_starts: Array
    """Per term, its first posting."""
    position_starts: Array
    """Per term, its first position."""
    documents: Array | FileArray
    """Per posting, the document; rising within a term."""
    weights: Array | FileArray
    """Per posting, in quarters."""
    counts: Array | FileArray
    """Per posting, the number of its positions."""
    positions: Array | FileArray
    words: StringColumn
    """Folded words as they are written, sorted."""
    facet_values: StringColumn
    """As name=value, sorted."""
    facet_starts: Array
    """Per facet value, the first of its documents."""
    facet_documents: Array
    lengths: Array
    """Per document, its number of words."""
    published: Array
    """Per document, the day of publication as an ordinal."""
    confirmed: Array
    """Per document, the day of the last confirmation as an ordinal."""
    stored_fields: StringColumn
    """Per document, see `stored_fields`."""
    titles: StringColumn
    """Per document, the words of its title, each between spaces."""
    stored_texts: StringColumn
    """Per document, see `stored_text`."""
    file: ArrayFile | None = None
    """The file that the arrays are read from; None while they are in memory."""

    @property
    def size(self) -> int:
        """The number of documents, deleted ones included."""
        return len(self.lengths)

    def check(self) -> None:
        """Compare every array of an open file with its checksum. Raises CorruptDataError."""
        if self.file is not None:
            self.file.check()

    def documents_of(self, term: int) -> Array:
        """Return the documents of a term, by the term's index. Raises CorruptDataError."""
        documents = self.documents[self._postings_of(term)]
        if documents.max(initial=0) >= self.size:
            raise CorruptDataError("a posting has a document that isn't in its segment")
        return documents

    def weights_of(self, term: int) -> Array:
        """Return the weights of a term, one per posting."""
        return self.weights[self._postings_of(term)]

    def positions_of(self, term: int, wanted: Array) -> tuple[Array, Array]:
        """Return the counts and the positions of those postings of a term that a mask selects.

        Raises CorruptDataError.
        """
        counts = self.counts[self._postings_of(term)]
        positions = self.positions[slice(int(self.position_starts[term]), int(self.position_starts[term + 1]))]
        if int(counts.sum()) != len(positions) or int(positions.max(initial=0)) >> POSITION_BITS:
            raise CorruptDataError("a posting has positions that can't be in its document")
        return counts[wanted], positions[np.repeat(wanted, counts)]

    def _postings_of(self, term: int) -> slice:
        return slice(int(self.posting_starts[term]), int(self.posting_starts[term + 1]))

    def write(self, path: Path) -> None:
        """Write all arrays to a new file."""
        with create_array_file(path, flatten({name: getattr(self, name) for name in ARRAY_NAMES}), {}):
            pass


ARRAY_NAMES = tuple(entry.name for entry in fields(SegmentFile) if entry.name != "file")


def flatten(columns: Mapping[str, Array | StringColumn]) -> dict[str, Array]:
    """Return plain arrays, two for each column of strings, as `create_array_file` takes them."""
    arrays: dict[str, Array] = {}
    for name, column in columns.items():
        if isinstance(column, StringColumn):
            arrays |= {f"{name}.octets": column.octets[:], f"{name}.ends": column.ends}
        else:
            arrays[name] = column
    return arrays


def segment_file_path(folder: Path, segment_id: str) -> Path:
    """Return the path of a segment's file. It does not begin with the id, or Whoosh would pack it into its own file."""
    return folder / FILE_PATTERN.replace("*", segment_id)


def open_segment_file(path: Path) -> SegmentFile:
    """Open a segment file. Raises CorruptDataError."""
    file = ArrayFile(path, LONG)
    arrays: dict[str, Any] = {**file.short, **file.long}
    columns = {name: array for name, array in arrays.items() if "." not in name}
    for ends in (name for name in arrays if name.endswith(".ends")):
        name = ends.removesuffix(".ends")
        columns[name] = StringColumn(arrays[f"{name}.octets"], arrays[ends])
    return SegmentFile(**columns, file=file)


def narrow(array: Array, most: int | None = None) -> Array:
    """Return whole numbers in the smallest type that can store them all."""
    top = most if most is not None else int(array.max(initial=0))
    return array.astype(np.min_scalar_type(top))
