"""What a reader notices on a page: the cases listed, the links, how much the database was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select

from case_studies.db import WRITE_OPTION
from case_studies.models import Case
from tests.support.page import Page, words
from tests.support.world import World

__all__ = ["Page", "found", "hidden_fields", "link", "open_page", "read", "statements", "words"]


def read(client: FlaskClient, url: str, status: int = 200) -> str:
    """Return a page, and see that it answers as it should."""
    answer = client.get(url)
    assert answer.status_code == status, f"{url}: {answer.status_code}"
    return answer.get_data(as_text=True)


def open_page(client: FlaskClient, url: str, status: int = 200) -> Page:
    """Return a page to look things up on by role and name."""
    return Page(read(client, url, status))


def found(html: str) -> set[str]:
    """Return the references of the cases that a search page lists."""
    titles = (heading.all("link") for result in Page(html).css("article.result") for heading in result.all("heading"))
    return {link.href.removeprefix("/cases/") for links in titles for link in links}


def hidden_fields(client: FlaskClient, url: str) -> dict[str, str]:
    """Return the hidden fields of the forms in the main part of a page, as a browser sends them with what is typed."""
    fields = open_page(client, url).css("main input[type=hidden]")
    return {field.required("name"): field.node.attributes.get("value") or "" for field in fields}


def link(html: str, label: str) -> str:
    """Return where the first link with this label goes; fails where there is none."""
    return Page(html).first("link", label).href


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


def version(library: World, reference: str = "CS-2026-0027") -> int:
    """Return the version of a case that a fresh page would carry."""
    with library.platform.work.reading() as session:
        return session.scalars(select(Case.version).where(Case.reference == reference)).one()
