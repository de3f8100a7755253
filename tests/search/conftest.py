"""Faces to search in, and every engine that must pass the contract."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from case_studies.search.documents import OPEN_END, Face, Query
from case_studies.search.engine import SearchEngine
from case_studies.search.whoosh_engine import WhooshEngine

ENGINES = {"whoosh": WhooshEngine}
AUDIENCE = "public"

MakeFace = Callable[..., Face]


@pytest.fixture(scope="session")
def make_face() -> MakeFace:
    """Make faces that are valid by default; a number tells them apart, texts and the rest may be given."""

    def make(number: int = 1, summary: str = "Nothing in particular.", **given: Any) -> Face:
        sections = {"summary": summary, **given.pop("sections", {})}
        defaults: dict[str, Any] = {
            "reference": f"CS-2026-{number:04d}",
            "language": "en",
            "title": f"Case number {number}",
            "labels": (),
            "facets": {"theme": ("EXP",), "host": ("MLI",)},
            "years": (2019, OPEN_END),
            "published_on": date(2026, 1, 1),
            "fingerprint": f"print-{number}",
        }
        return Face(sections=sections, **{**defaults, **given})

    return make


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def open_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., SearchEngine]:
    """Open an engine on this test's folder; twice, and it is like a second process."""
    return lambda **given: request.param(tmp_path, **given)


@pytest.fixture
def engine(open_engine: Callable[..., SearchEngine]) -> SearchEngine:
    """An engine with an empty index."""
    fresh = open_engine()
    fresh.rebuild(AUDIENCE, [])
    return fresh


@pytest.fixture
def found(engine: SearchEngine) -> Callable[..., list[str]]:
    """Put faces into the engine, ask, and get the references found, best first."""

    def ask(faces: list[Face], text: str = "", **query: Any) -> list[str]:
        engine.rebuild(AUDIENCE, faces)
        return [hit.reference for hit in engine.search(AUDIENCE, Query(text, **query)).hits]

    return ask
