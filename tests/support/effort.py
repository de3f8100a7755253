"""What an answer costs, counted and not timed: database statements, and the steps that the search engine takes.

The field's own words are left out: how many there are of a State says nothing of its cases.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from types import FrameType
from typing import Any

from sqlalchemy import event

from tests.support.world import World

STATEMENTS = "database statements"
ENGINE = "case_studies.search."
WORDS = "case_studies.search.text.thesaurus"


@contextmanager
def at_most(calls: int, seconds: float = 10.0) -> Iterator[None]:
    """Fail where the block calls more functions, in Python or in C, than it may.

    The count is the same on every machine. The seconds are a guard against a loop that calls nothing.
    """
    counted = 0

    def step(_frame: FrameType, kind: str, _: Any) -> None:
        nonlocal counted
        counted += kind in ("call", "c_call")

    start = perf_counter()
    sys.setprofile(step)
    try:
        yield
    finally:
        sys.setprofile(None)
    assert counted <= calls, f"{counted} calls"
    assert perf_counter() - start < seconds


@contextmanager
def effort(world: World) -> Iterator[Counter[str]]:
    """Count while something is answered: statements, and calls of each function of the engine by its name."""
    counted: Counter[str] = Counter()

    def statement(*_: Any) -> None:
        counted[STATEMENTS] += 1

    def step(frame: FrameType, kind: str, _: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if kind == "call" and module.startswith(ENGINE) and module != WORDS:
            counted[f"{module}.{frame.f_code.co_qualname}"] += 1

    engine = world.platform.work.engine
    event.listen(engine, "before_cursor_execute", statement)
    sys.setprofile(step)
    try:
        yield counted
    finally:
        sys.setprofile(None)
        event.remove(engine, "before_cursor_execute", statement)


def effort_of(world: World, url: str) -> Counter[str]:
    """Return what a visitor's question costs once it was asked before: what is kept at hand is at hand then."""
    client = world.visitor()
    client.get(url)
    with effort(world) as counted:
        client.get(url)
    return counted
