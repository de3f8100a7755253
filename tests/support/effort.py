"""What an answer costs, counted and not timed: database statements, and the steps that the search engine takes.

The field's own words are left out: how many there are of a State says nothing of its cases.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from cProfile import Profile
from pathlib import Path
from time import perf_counter
from types import CodeType, FrameType
from typing import Any

from sqlalchemy import event
from werkzeug.test import TestResponse

from case_studies import search
from case_studies.search.text import thesaurus
from tests.support.world import World

STATEMENTS = "database statements"
ENGINE = f"{Path(search.__file__).parent}{os.sep}"
WORDS = thesaurus.__file__


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

    profile = Profile()
    engine = world.platform.work.engine
    event.listen(engine, "before_cursor_execute", statement)
    profile.enable()
    try:
        yield counted
    finally:
        profile.disable()
        event.remove(engine, "before_cursor_execute", statement)
        counted.update(_calls_of_the_engine(profile))


def _calls_of_the_engine(profile: Profile) -> Counter[str]:
    """Return how often each function of the engine was called."""
    counted: Counter[str] = Counter()
    for entry in profile.getstats():
        code = entry.code
        if isinstance(code, CodeType) and code.co_filename.startswith(ENGINE) and code.co_filename != WORDS:
            counted[f"{code.co_filename}:{code.co_qualname}"] += entry.callcount
    return counted


def asked_twice(world: World, url: str) -> tuple[TestResponse, Counter[str]]:
    """Return the answer to a visitor, and what it costs to ask again: what is kept at hand is at hand then."""
    client = world.visitor()
    answer = client.get(url)
    with effort(world) as counted:
        client.get(url)
    return answer, counted


def effort_of(world: World, url: str) -> Counter[str]:
    """Return what a visitor's question costs once it was asked before."""
    return asked_twice(world, url)[1]
