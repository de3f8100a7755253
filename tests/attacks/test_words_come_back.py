"""Long texts typed during other changes to the case are refused and shown again, word for word."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape

import pytest
from sqlalchemy import event

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, refused
from tests.support.page_reader import hidden_fields
from tests.support.workflow_cases import EDITOR, WRITER, case_in
from tests.support.world import World, csrf

LONG = 'Who counted, and when?\nThe report says "about 40"; the <annex> says 38 & names nobody.\n' * 5
THIRD = "reviewer.jpn"


@contextmanager
def writing_elsewhere(world: World) -> Iterator[None]:
    """Hold the write lock of the database from another connection. The platform waits for it only briefly."""
    engine = world.platform.work.engine
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    engine.dispose()  # earlier connections would wait longer
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_section_saved_while_the_database_is_locked_is_shown_again(bare: World, server: str | None) -> None:
    if server is not None:
        pytest.skip("PostgreSQL locks rows, not the database, and lets a writer wait: only SQLite gives up")
    case = case_in(bare, State.DRAFT)
    client, program = bare.browser(WRITER), Program(bare, WRITER)
    url = f"/cases/{case.reference}/edit/summary"
    data = {**hidden_fields(client, url), "summary": LONG}
    seen = case.version
    with writing_elsewhere(bare):
        answer = client.post(url, data=data)
        told = program.patch(f"/cases/{case.reference}", {"version": seen, "title": "While it is locked"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert LONG in unescape(answer.get_data(as_text=True))
    refused(told, 503)
    assert int(told.headers["Retry-After"]) > 0
    assert client.post(url, data={**data, "summary": "Short, and saved now."}).status_code == 303


@pytest.mark.slow
@pytest.mark.parametrize(
    ("meanwhile", "office", "status"),
    [(Action.PUBLISH, EDITOR, 409), (Action.REQUEST_REVISION, EDITOR, 409), (Action.WITHDRAW, WRITER, 404)],
)
@pytest.mark.parametrize("also", [{}, {"submit": "1"}], ids=["saved", "submitted"])
def test_a_review_that_came_too_late_is_shown_again(
    bare: World, meanwhile: Action, office: str, status: int, also: dict[str, str]
) -> None:
    case = case_in(bare, State.IN_REVIEW)
    url = f"/assignments/{case.assign(THIRD)}"
    case.respond(THIRD)
    client = bare.browser(THIRD)
    remark = "Say which road it was, and who owned it."
    data = {
        **hidden_fields(client, url),
        "overall": LONG,
        "remarks-summary-0-text": remark,
        "recommendation": "revise",
        **also,
    }
    case.act(meanwhile, office, "Say who counted.")
    answer = client.post(f"{url}/review", data=data)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == status
    assert LONG in page
    assert remark in page


def test_a_reason_typed_while_the_case_was_withdrawn_is_shown_again(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    client = bare.browser(EDITOR)
    url = f"/cases/{case.reference}/act/decline"
    data = {**csrf(client, url), "version": case.version, "note": LONG}
    case.act(Action.WITHDRAW, WRITER)
    answer = client.post(url, data=data)
    assert answer.status_code == 404
    assert LONG in unescape(answer.get_data(as_text=True))
