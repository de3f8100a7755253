"""What a search page costs: the engine runs once, and no database statement is repeated."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from case_studies.search.contract import Query, Results
from case_studies.search.engine import SearchEngine
from tests.support.world import World

WITH_RESULTS = "/search?q=convoy&host_state=MLI"
WITHOUT_RESULTS = "/search?q=escort&host_state=LBN&language=ru"
ALL = "/search"
CORRECTED = "/search?q=casevak"
REFUSED = "/search?theme=NOPE"


class CountingEngine:
    """An engine that counts how often it is used."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self.calls = 0

    def search(self, audience: str, query: Query) -> Results:
        self.calls += 1
        return self.engine.search(audience, query)

    def __getattr__(self, name: str) -> Any:
        self.calls += 1
        return getattr(self.engine, name)


def count_engine_calls(world: World) -> CountingEngine:
    """Hand the application an engine that counts."""
    engine = CountingEngine(world.platform.search)
    world.app.extensions["casebook"] = replace(world.platform, search=engine)
    return engine


def cost(world: World, url: str, office: str | None) -> tuple[int, Counter[tuple[str, str]]]:
    """Return the number of engine calls, and each statement with its parameters and how often it ran."""
    engine = count_engine_calls(world)
    client = world.browser(office) if office else world.visitor()
    statements: Counter[tuple[str, str]] = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        statements[statement, repr(parameters)] += 1

    database = world.platform.work.engine
    event.listen(database, "before_cursor_execute", note)
    try:
        client.get(url)
    finally:
        event.remove(database, "before_cursor_execute", note)
    del statements["BEGIN", "()"]  # one for each transaction
    return engine.calls, statements


@pytest.mark.slow
@pytest.mark.parametrize("office", [None, "practitioner"], ids=str)
@pytest.mark.parametrize(
    ("url", "calls"), [(WITH_RESULTS, 1), (WITHOUT_RESULTS, 1), (ALL, 1), (CORRECTED, 1), (REFUSED, 0)]
)
def test_a_search_page_runs_the_engine_once_and_repeats_no_statement(
    library: World, url: str, calls: int, office: str | None
) -> None:
    engine_calls, statements = cost(library, url, office)
    assert engine_calls == calls
    assert [statement for statement, times in statements.items() if times > 1] == []


@pytest.mark.parametrize("url", ["/", "/search/suggest?q=mali", "/search.atom?q=convoy", "/fit?threat=ied"])
def test_other_pages_of_search_repeat_no_statement(library: World, url: str) -> None:
    _, statements = cost(library, url, None)
    assert [statement for statement, times in statements.items() if times > 1] == []


@pytest.mark.parametrize("url", ["/words", "/words/new", "/words/theme:EXP"])
def test_pages_of_the_thesaurus_read_the_vocabularies_once(library: World, url: str) -> None:
    _, statements = cost(library, url, "admin")
    assert [statement for statement, times in statements.items() if times > 1] == []
