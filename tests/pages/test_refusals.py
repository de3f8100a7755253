"""Refusals as pages: what happened, what now, and nothing of the inside."""

import shutil
import sqlite3

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from case_studies.models import Case
from case_studies.search.errors import REBUILD
from tests.support.page_reader import link, read, words
from tests.support.world import World, csrf


def test_nothing_here_offers_a_way_on(bare: World) -> None:
    client = bare.visitor()
    page = read(client, "/nowhere", 404)
    assert "There is nothing here that you may read" in words(page)
    assert read(client, link(page, "Search Casebook"))
    assert "Go to your desk" in words(read(bare.browser("focal-point.gha"), "/nowhere", 404))


def test_not_allowed_says_so(library: World) -> None:
    with library.platform.work.reading() as session:
        reference = next(case.reference for case in session.scalars(select(Case)) if case.submitting_code == "DEU")
    page = words(read(library.browser("focal-point.deu"), f"/cases/{reference}/act/clear", 403))
    assert "Not for your office" in page
    assert "Go to your desk" in page


def test_a_form_that_expired_says_what_to_do(bare: World) -> None:
    data = {"address": "somebody@example.org", **csrf(bare.visitor())}
    answer = bare.visitor().post("/cases/new", data=data)
    assert answer.status_code == 400
    assert "Nothing is lost: sign in here" in words(answer.get_data(as_text=True))


def test_a_wrong_method_says_which_is_right(bare: World) -> None:
    client = bare.visitor()
    answer = client.put("/search", headers={"Referer": "http://localhost/"})
    assert answer.status_code in (400, 405)
    assert "Traceback" not in answer.get_data(as_text=True)


def test_search_without_an_index_says_so_and_cases_stay_readable(
    library: World, caplog: pytest.LogCaptureFixture
) -> None:
    client = library.visitor()
    shutil.rmtree(library.config.index_dir)
    page = read(client, "/search", 503)
    assert "The search index does not answer" in words(page)
    assert REBUILD in caplog.text, "the administrator reads in the log how to restore it"
    for url in ("/search", "/api/v1/search", "/search.atom"):
        assert "flask" not in client.get(url).get_data(as_text=True)
    assert "flask" not in read(library.browser("admin"), "/administration")
    read(client, "/cases/CS-2026-0001")
    read(client, "/")


@pytest.fixture
def broken(bare: World, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser on a platform in which the page of themes fails."""

    def fail() -> str:
        raise RuntimeError("SELECT secret FROM inside")

    monkeypatch.setitem(bare.app.view_functions, "themes.themes", fail)
    bare.app.testing = False
    return bare.visitor()


def test_a_failure_reveals_no_internals(broken: FlaskClient) -> None:
    page = read(broken, "/themes", 500)
    assert "Something went wrong on the server" in words(page)
    assert "secret" not in page
    assert "RuntimeError" not in page


def fail_with(world: World, monkeypatch: pytest.MonkeyPatch, endpoint: str, code: int) -> None:
    """Let an endpoint fail as SQLite does with an error code."""

    def fail(**_arguments: object) -> str:
        reason = sqlite3.OperationalError("not for readers")
        reason.sqlite_errorcode = code
        raise OperationalError("SELECT", {}, reason)

    monkeypatch.setitem(world.app.view_functions, endpoint, fail)
    world.app.testing = False


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_ERROR])
def test_a_fault_of_the_database_is_not_called_busy(bare: World, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    fail_with(bare, monkeypatch, "themes.themes", code)
    page = read(bare.visitor(), "/themes", 500)
    assert "Something went wrong on the server" in words(page)
    assert "busy" not in words(page)


def test_a_form_on_which_the_server_fails_gives_its_words_back(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(bare, monkeypatch, "edit.start", sqlite3.SQLITE_FULL)
    client = bare.browser("focal-point.gha")
    title = "Marking a safe lane at first light"
    answer = client.post("/cases/new", data={"title": title, **csrf(client, "/desk")})
    assert answer.status_code == 500
    page = answer.get_data(as_text=True)
    assert "Not saved" in words(page)
    assert title in page
    assert "not for readers" not in page


def test_a_page_that_the_database_does_not_answer_is_offered_again(
    bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who only reads gets no message about a text that was not saved."""
    fail_with(bare, monkeypatch, "themes.themes", sqlite3.SQLITE_BUSY_SNAPSHOT)
    client = bare.visitor()
    page = read(client, "/themes?sort=name", 503)
    assert "Not available at the moment" in words(page)
    assert "saved" not in words(page)
    assert link(page, "Open the page again") == "/themes?sort=name"
