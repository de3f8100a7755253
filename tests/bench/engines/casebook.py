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
    """The engine with its thesaurus."""

    def __init__(self, folder: Path, thesaurus: Thesaurus, audience: str = AUDIENCE) -> None:
        self._engine = WhooshEngine(folder)
        self._thesaurus = thesaurus
        self._audience = audience

    def ask(self, asked: Asked) -> Answer:
        """Search with everything that a reader gets: passages, facets, expansions, corrections."""
        query = Query(text=asked.typed, filters=asked.filters, per_page=PAGE, thesaurus=self._thesaurus)
        found = self._engine.search(self._audience, query)
        return Answer(
            tuple(hit.reference for hit in found.hits),
            found.total,
            found.facets,
            sum(bool(hit.passages) for hit in found.hits),
        )


class CasebookWriter:
    """The engine, for changes."""

    def __init__(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder)

    def replace(self, document: SearchDocument) -> None:
        """Write one document."""
        with self._engine.writing(AUDIENCE) as writer:
            writer.replace(document)


def build(folder: Path, documents: Iterable[SearchDocument]) -> None:
    """Build an index as `flask search rebuild` does."""
    WhooshEngine(folder).rebuild(AUDIENCE, documents)


reader = CasebookReader
writer = CasebookWriter
