"""What a reader notices on a page: the cases listed, the links, how much the database was asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, event

from case_studies.db import WRITE_OPTION
from tests.support.world import World

RESULT = re.compile(r'<article class="result">.*?href="/cases/(CS-\d{4}-\d{4})"', re.DOTALL)
LINK = re.compile(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def read(client: FlaskClient, url: str, status: int = 200) -> str:
    """Return a page, and see that it answers as it should."""
    answer = client.get(url)
    assert answer.status_code == status, f"{url}: {answer.status_code}"
    return answer.get_data(as_text=True)


def words(page: str) -> str:
    """Return the words of a page."""
    return " ".join(unescape(TAG.sub(" ", page)).split())


def found(page: str) -> set[str]:
    """Return the references of the cases that a search page lists."""
    return set(RESULT.findall(page))


def link(page: str, label: str) -> str:
    """Return where the first link with this label goes; fails where there is none."""
    for address, text in LINK.findall(page):
        if label in words(text):
            return unescape(address)
    raise AssertionError(f"no link says {label!r}")


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """Collect the SQL statements that run meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = world.platform.work.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def transactions(world: World) -> Iterator[list[str]]:
    """Collect one entry for each transaction that begins meanwhile: "read" or "write"."""
    begun: list[str] = []

    def note(connection: Connection) -> None:
        begun.append("write" if connection.get_execution_options().get(WRITE_OPTION) else "read")

    engine = world.platform.work.engine
    event.listen(engine, "begin", note)
    try:
        yield begun
    finally:
        event.remove(engine, "begin", note)
