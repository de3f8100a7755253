"""Search documents, and every engine that must pass the contract."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from case_studies.search.contract import Query, Results, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Entry, Name, Thesaurus
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.taxonomy.concepts import concepts
from tests.support.languages import Process, running

ENGINES = {"whoosh": WhooshEngine}
AUDIENCE = "public"


@pytest.fixture(scope="session")
def whole() -> Thesaurus:
    """The thesaurus of the data files."""
    return Thesaurus(
        Entry(
            row.id,
            tuple(Name(language, text) for language, text in row.names),
            (row.facet, row.value) if row.facet and row.value else None,
        )
        for row in concepts()
    )


@pytest.fixture(scope="session", params=ENGINES.values(), ids=ENGINES.keys())
def engine_class(request: pytest.FixtureRequest) -> Any:
    """Each engine class in turn; it is called with a folder."""
    return request.param


@pytest.fixture
def open_engine(engine_class: Callable[..., SearchEngine], tmp_path: Path) -> Callable[..., SearchEngine]:
    """Return a function that opens an engine on this test's folder. A second engine is like a second process."""
    return lambda **given: engine_class(tmp_path, **given)


@pytest.fixture
def engine(open_engine: Callable[..., SearchEngine]) -> SearchEngine:
    """An engine with an empty index."""
    fresh = open_engine()
    fresh.rebuild(AUDIENCE, [])
    return fresh


@pytest.fixture
def elsewhere(engine_class: type, tmp_path: Path) -> Callable[[str], AbstractContextManager[Process]]:
    """Return a function that runs a script in another process, on this test's folder."""
    return lambda script: running(engine_class, tmp_path, script)


@pytest.fixture
def answered(engine: SearchEngine) -> Callable[..., Results]:
    """Return a function that rebuilds the index from documents and searches it, with a thesaurus if one is given."""

    def ask(
        documents: list[SearchDocument], text: str = "", thesaurus: Thesaurus = EMPTY_THESAURUS, **query: Any
    ) -> Results:
        engine.rebuild(AUDIENCE, documents)
        return engine.search(AUDIENCE, Query(text, thesaurus=thesaurus, **query))

    return ask


@pytest.fixture
def found(answered: Callable[..., Results]) -> Callable[..., list[str]]:
    """Return a function like `answered` that returns only the references, best first."""
    return lambda *arguments, **query: [hit.reference for hit in answered(*arguments, **query).hits]
