"""Writes segments: documents by Whoosh, their words as a pack beside them.

Small segments are merged as they gather, each step into one about eight times as large, so that a commit touches few
documents and a library of any size has few segments. Large ones are put together by a rebuild alone.
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
from case_studies.search.store.corruption import as_corruption
from case_studies.search.store.generations import IndexGenerations
from case_studies.search.store.schema import schema
from case_studies.search.store.segment_builder import SegmentBuilder
from case_studies.search.store.segment_file import PACKS, SegmentFile, open_segment_file, segment_file_path
from case_studies.search.store.segment_merger import Part, merge

GROWTH = 8
MOST_MERGED = 4_000
"""Documents of a segment that is still merged; beyond it a commit would take seconds."""
RUN = 2_000
"""Faces whose words are gathered in memory during a rebuild; then they go to disk."""


def commit(index: Any, shelf: IndexGenerations, changes: Mapping[str, SearchDocument | None], wait: float) -> None:
    """Write changes, references that leave with None, as one commit. Raises IndexForeign over a damaged segment."""
    with _written(index.writer(timeout=wait), shelf.current(), shelf.audience) as segment:
        for reference, face in changes.items():
            segment.writer.delete_by_term("reference", reference)
            if face is not None:
                segment.add(face)


def build(folder: Path, audience: str, faces: Iterable[SearchDocument], progress: Progress | None) -> int:
    """Write an index from nothing as a single segment, and return how many faces it holds."""
    index = FileStorage(str(folder)).create_index(schema())  # type: ignore[no-untyped-call]
    seen: set[str] = set()
    with _written(index.writer(), folder, audience) as segment:
        for face in faces:
            if face.reference in seen:
                raise ValueError(f"{face.reference} was handed in twice")
            seen.add(face.reference)
            segment.add(face)
            if progress is not None:
                progress(len(seen))
    return len(seen)


class _Segment:
    """The segment being written."""

    def __init__(self, writer: Any, folder: Path, audience: str) -> None:
        self.writer = writer
        self.folder = folder
        self.audience = audience
        self._packer = SegmentBuilder()
        self._runs: list[Path] = []
        self._packs: set[Path] = set()

    def add(self, face: SearchDocument) -> None:
        """Add a face."""
        self._packer.add(face)
        self.writer.add_document(reference=face.reference)
        if len(self._packer) >= RUN:
            self._put_aside()

    def _put_aside(self) -> None:
        run = self.folder / f"run-{len(self._runs)}"
        self._packer.pack().write(run)
        self._runs.append(run)

    def finish(self, _writer: Any, segments: list[Any]) -> list[Any]:
        """Choose the segments to merge, write the pack, and return the segments that stay: a merge policy of Whoosh."""
        merged, kept = _chosen(segments, self.writer.docnum)
        parts = [_whole(open_segment_file(run)) for run in self._runs]
        if len(self._packer):
            parts.append(_whole(self._packer.pack()))
        for segment in merged:
            parts.append(self._taken_over(segment))
        if parts:
            merge(parts, segment_file_path(self.folder, self.writer.newsegment))
        for run in self._runs:
            run.unlink()
        self._packs = {segment_file_path(self.folder, one) for one in (*kept, self.writer.newsegment)}
        return kept

    def clear(self) -> None:
        """Take away packs without a segment: of those left, which who reads them has open, and of killed writers."""
        for pack in set(self.folder.glob(PACKS)) - self._packs:
            pack.unlink()

    def _taken_over(self, segment: Any) -> Part:
        with as_corruption(self.audience):
            pack = open_segment_file(segment_file_path(self.folder, segment))
            pack.check()  # or its damage would be written anew, with a checksum that says it is whole
        live = np.ones(pack.size, dtype=bool)
        live[np.array(list(segment.deleted_docs()), dtype=np.int64)] = False
        reader = SegmentReader(self.writer.storage, self.writer.schema, segment)
        try:
            self.writer.add_reader(reader)
        finally:
            reader.close()
        return Part(pack, live)


def _whole(pack: SegmentFile) -> Part:
    return Part(pack, np.ones(pack.size, dtype=bool))


def _chosen(segments: list[Any], fresh: int) -> tuple[list[Any], list[Any]]:
    """Part segments into those merged with what is fresh and those that stay; empty ones go."""
    held = sorted((one for one in segments if one.doc_count()), key=lambda one: one.doc_count())
    merged, gathered = [], fresh
    for segment in held if fresh else ():
        if segment.doc_count() > MOST_MERGED or segment.doc_count() >= GROWTH * gathered:
            break
        merged.append(segment)
        gathered += segment.doc_count()
    names = {segment.segment_id() for segment in merged}
    return merged, [one for one in segments if one.doc_count() and one.segment_id() not in names]


@contextmanager
def _written(writer: Any, folder: Path, audience: str) -> Iterator[_Segment]:
    """Commit a Whoosh writer with its pack, or cancel it after an exception."""
    segment = _Segment(writer, folder, audience)
    try:
        yield segment
        writer.commit(mergetype=segment.finish)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    segment.clear()
