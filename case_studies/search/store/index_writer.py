"""Writes commits: Whoosh writes the documents of a segment, and a segment file with the arrays is written beside them.

Small segments are merged as they gather, each time into one about eight times as large. So a commit touches few
documents, and a library of any size has few segments. Only a rebuild merges large segments.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from case_studies.search.contract import SearchDocument
from case_studies.search.engine import Progress
from case_studies.search.store.corruption import decoding_whoosh
from case_studies.search.store.schema import schema
from case_studies.search.store.segment_builder import SegmentBuilder
from case_studies.search.store.segment_file import FILE_PATTERN, SegmentFile, open_segment_file, segment_file_path
from case_studies.search.store.segment_merger import MergeInput, merge
from case_studies.search.store.whoosh_index import deleted_documents, segment_id

GROWTH = 8
MOST_MERGED = 4_000
"""Documents of the largest segment that is still merged; beyond it a commit would take seconds."""
RUN_SIZE = 2_000
"""Documents that a rebuild gathers in memory before it writes them to a temporary file."""


def commit(index: Any, folder: Path, changes: Mapping[str, SearchDocument | None], wait: float) -> None:
    """Write changes as one commit; None removes a reference. Raises CorruptDataError over a damaged segment."""
    with decoding_whoosh():
        writer = index.writer(timeout=wait)
    with _committing(writer, folder) as segment:
        for reference, document in changes.items():
            with decoding_whoosh():
                writer.delete_by_term("reference", reference)
            if document is not None:
                segment.add(document)


def build(folder: Path, documents: Iterable[SearchDocument], progress: Progress | None) -> int:
    """Write a new index with a single segment, and return the number of its documents."""
    index = FileStorage(str(folder)).create_index(schema())  # type: ignore[no-untyped-call]
    seen: set[str] = set()
    with _committing(index.writer(), folder) as segment:
        for document in documents:
            if document.reference in seen:
                raise ValueError(f"{document.reference} was passed in twice")
            seen.add(document.reference)
            segment.add(document)
            if progress is not None:
                progress(len(seen))
    return len(seen)


class _NewSegment:
    """The segment that a commit writes."""

    def __init__(self, writer: Any, folder: Path) -> None:
        self._writer = writer
        self._folder = folder
        self._builder = SegmentBuilder()
        self._runs: list[Path] = []
        self._files: set[Path] = set()

    def add(self, document: SearchDocument) -> None:
        """Add a search document."""
        self._builder.add(document)
        self._writer.add_document(reference=document.reference)
        if len(self._builder) >= RUN_SIZE:
            self._write_run()

    def _write_run(self) -> None:
        run = self._folder / f"run-{len(self._runs)}"
        self._builder.build().write(run)
        self._runs.append(run)

    def finish(self, _writer: Any, segments: list[Any]) -> list[Any]:
        """Merge segments, write the segment file, and return the segments that stay. A merge policy of Whoosh."""
        merged, others = _choose_merged(segments, self._writer.docnum)
        inputs = [_all_live(open_segment_file(run)) for run in self._runs]
        if len(self._builder):
            inputs.append(_all_live(self._builder.build()))
        inputs.extend(self._take_over(segment) for segment in merged)
        if inputs:
            merge(inputs, self._path_of(self._writer.newsegment))
        for run in self._runs:
            run.unlink()
        self._files = {self._path_of(segment) for segment in (*others, self._writer.newsegment)}
        return others

    def delete_unused(self) -> None:
        """Delete segment files that no segment refers to. Open readers keep theirs."""
        for file in set(self._folder.glob(FILE_PATTERN)) - self._files:
            file.unlink()

    def _path_of(self, segment: Any) -> Path:
        return segment_file_path(self._folder, segment_id(segment))

    def _take_over(self, segment: Any) -> MergeInput:
        """Add the live documents of an old segment to the new one."""
        file = open_segment_file(self._path_of(segment))
        file.check()  # otherwise the merged file would contain the damage under a correct checksum
        live = np.ones(file.size, dtype=bool)
        live[deleted_documents(segment, file.size)] = False
        with decoding_whoosh():
            reader = SegmentReader(self._writer.storage, self._writer.schema, segment)
            try:
                self._writer.add_reader(reader)
            finally:
                reader.close()
        return MergeInput(file, live)


def _all_live(file: SegmentFile) -> MergeInput:
    return MergeInput(file, np.ones(file.size, dtype=bool))


def _choose_merged(segments: list[Any], added: int) -> tuple[list[Any], list[Any]]:
    """Return the segments to merge with the added documents, and the others. Empty segments are in neither list."""
    by_size = sorted((one for one in segments if one.doc_count()), key=lambda one: one.doc_count())
    merged, gathered = [], added
    for segment in by_size if added else ():
        if segment.doc_count() > MOST_MERGED or segment.doc_count() >= GROWTH * gathered:
            break
        merged.append(segment)
        gathered += segment.doc_count()
    names = {segment.segment_id() for segment in merged}
    return merged, [one for one in segments if one.doc_count() and one.segment_id() not in names]


@contextmanager
def _committing(writer: Any, folder: Path) -> Iterator[_NewSegment]:
    """Commit a Whoosh writer together with its segment file, or cancel it after an exception."""
    segment = _NewSegment(writer, folder)
    try:
        yield segment
        writer.commit(mergetype=segment.finish)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    segment.delete_unused()
