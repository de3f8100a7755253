"""What never changes about a segment, read once."""

from functools import cached_property

import numpy as np

from case_studies.search.retrieval.bitmaps import bitmap_of
from case_studies.search.store.segment_file import SegmentFile


class SegmentReader:
    """A segment without its deletions, which differ from commit to commit."""

    def __init__(self, file: SegmentFile) -> None:
        self.file = file
        self.facets: dict[str, dict[str, int]] = {}
        """Facet name to value to bitmap."""
        for number, text in enumerate(file.facet_values.all()):
            name, _, value = text.decode().partition("=")
            documents = file.facet_documents[file.facet_starts[number] : file.facet_starts[number + 1]]
            if len(documents):
                mask = np.zeros(file.size, dtype=bool)
                mask[documents] = True
                self.facets.setdefault(name, {})[value] = bitmap_of(mask)

    @cached_property
    def titles(self) -> list[bytes]:
        """The words of each document's title, each between spaces."""
        return self.file.titles.all()
