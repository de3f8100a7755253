"""Casebook's own engine, as the pages use it."""

from collections.abc import Iterable
from pathlib import Path

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.search.whoosh_engine import WhooshEngine
from tests.bench.asking import Asked
from tests.bench.engines import PAGE, Answer

AUDIENCE = "members"


class CasebookReader:
    """The engine and the field's words."""

    def __init__(self, folder: Path, lexicon: Thesaurus, audience: str = AUDIENCE) -> None:
        self._engine = WhooshEngine(folder)
        self._lexicon = lexicon
        self._audience = audience

    def ask(self, asked: Asked) -> Answer:
        """Search with everything a reader gets: passages, facets, words of the field, corrections."""
        query = Query(text=asked.typed, filters=asked.filters, per_page=PAGE, thesaurus=self._lexicon)
        found = self._engine.search(self._audience, query)
        return Answer(
            tuple(hit.reference for hit in found.hits),
            found.total,
            found.facets,
            sum(bool(hit.passages) for hit in found.hits),
        )


class CasebookWriter:
    """The engine, to change its index."""

    def __init__(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder)

    def replace(self, face: SearchDocument) -> None:
        """Write one face."""
        with self._engine.writing(AUDIENCE) as writer:
            writer.replace(face)


def build(folder: Path, faces: Iterable[SearchDocument]) -> None:
    """Build an index as `flask search rebuild` does."""
    WhooshEngine(folder).rebuild(AUDIENCE, faces)


reader = CasebookReader
writer = CasebookWriter
