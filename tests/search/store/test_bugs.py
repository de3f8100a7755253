"""A bug in the read path is an ordinary failure: it is never reported as a damaged index."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from case_studies.search.contract import Query, QueryDocument, SearchDocument
from case_studies.search.store import array_file, segment_file, stored_fields, stored_text, whoosh_index
from case_studies.search.store.segment_file import SegmentFile
from case_studies.search.store.string_column import StringColumn
from case_studies.search.store.whoosh_index import WhooshSegment
from case_studies.search.whoosh_engine import WhooshEngine
from tests.support.api_client import Program, refused
from tests.support.page_reader import read, words
from tests.support.world import World

pytestmark = pytest.mark.filterwarnings(  # Whoosh leaves files open when a commit fails
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
Make = Callable[..., SearchDocument]
BUGS = [NameError, TypeError, KeyError, AttributeError, ValueError, IndexError, AssertionError, ZeroDivisionError]
PLACES: dict[str, tuple[Any, str]] = {
    "opening arrays": (array_file, "_padded"),
    "opening a segment file": (segment_file, "ArrayFile"),
    "opening Whoosh": (whoosh_index, "FileIndex"),
    "deleted documents": (WhooshSegment, "deleted"),
    "finding a term": (StringColumn, "find"),
    "reading postings": (SegmentFile, "documents_of"),
    "reading positions": (SegmentFile, "positions_of"),
    "decoding fields": (stored_fields, "StoredFields"),
    "decoding a text": (stored_text, "StoredText"),
}


def _break(monkeypatch: pytest.MonkeyPatch, place: str, bug: type[Exception]) -> None:
    def fail(*_args: object, **_names: object) -> NoReturn:
        raise bug("a bug")

    monkeypatch.setattr(*PLACES[place], fail)


@pytest.fixture
def index(tmp_path: Path, make_document: Make) -> Path:
    """The folder of an index with a few cases."""
    WhooshEngine(tmp_path).rebuild("public", [make_document(number) for number in range(1, 4)])
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_bug_in_the_read_path_stays_what_it_is(
    index: Path, monkeypatch: pytest.MonkeyPatch, place: str, bug: type[Exception]
) -> None:
    _break(monkeypatch, place, bug)
    with pytest.raises(bug, match="a bug"):
        WhooshEngine(index).search("public", Query("particular case"))


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_under_each_question_stays_what_it_is(
    index: Path, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    _break(monkeypatch, "decoding fields", bug)
    engine = WhooshEngine(index)
    text = QueryDocument("CS-1", "en", "Case", {"summary": "Nothing in particular."}, {})
    questions: list[Callable[[], object]] = [
        lambda: engine.similar("public", "CS-2026-0001", 3),
        lambda: engine.similar_to("public", text, 3),
        lambda: engine.suggest("public", "cas", 3),
        lambda: engine.entries("public"),
    ]
    for ask in questions:
        with pytest.raises(bug, match="a bug"):
            ask()


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_while_writing_stays_what_it_is(
    index: Path, make_document: Make, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    _break(monkeypatch, "opening a segment file", bug)
    with pytest.raises(bug, match="a bug"), WhooshEngine(index).writing("public") as writer:
        writer.replace(make_document(2))


def test_too_many_open_files_are_no_damage(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> NoReturn:
        raise OSError(24, "Too many open files")

    engine = WhooshEngine(index)
    monkeypatch.setattr("whoosh.filedb.filestore.FileStorage.open_file", fail)
    with pytest.raises(OSError, match="Too many open files"):
        engine.search("public", Query("case"))


@pytest.mark.slow
@pytest.mark.parametrize("bug", [NameError, TypeError, KeyError])
def test_a_bug_in_the_read_path_is_a_logged_failure_of_the_request(
    library: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, bug: type[Exception]
) -> None:
    _break(monkeypatch, "decoding a text", bug)
    library.app.testing = False
    with caplog.at_level(logging.ERROR):
        page = read(library.visitor(), "/search?q=convoy", 500)
        refused(Program(library).get("/search?q=convoy"), 500)
    assert "Something went wrong on the server" in words(page)
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [bug, bug]
    assert "search rebuild" not in caplog.text
    assert "a bug" in caplog.text
