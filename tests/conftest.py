"""Platforms for the tests. `TEST_DATABASE_URL` names a PostgreSQL server to run the same tests on."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import settings

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.search.contract import OPEN_END, SearchDocument
from case_studies.vocabulary import Role
from tests.support.mailbox import OFFICE, MailServer, Post
from tests.support.nginx import NAMES
from tests.support.programs import find_program
from tests.support.template import Template, prepare_bare, prepare_library
from tests.support.world import PASSWORD, World

# The examples are the same in every run; --hypothesis-seed tries others.
settings.register_profile("house", derandomize=True, database=None)
settings.load_profile("house")

# Modules and tests are millions of objects that stay: to look for garbage among them costs each process seconds.
gc.disable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--first-values",
        action="store_true",
        help="run each test with its first parameters only, unless it is marked every_value",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the slow tests: a long one that comes last keeps one process busy while the others have ended."""
    if config.getoption("first_values"):
        items[:] = _with_first_values(items)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _with_first_values(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests without those that repeat one with other parameters."""
    first: dict[str, pytest.Item] = {}
    for item in items:
        is_repeated = item.get_closest_marker("every_value") is None
        first.setdefault(item.nodeid.partition("[")[0] if is_repeated else item.nodeid, item)
    return [*first.values()]


def pytest_collection_finish() -> None:
    """Look for garbage in what the tests make, and less often than in a server that lasts."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def server() -> str | None:
    return os.environ.get("TEST_DATABASE_URL")


MakeFolder = Callable[[], Path]
MakeTemplate = Callable[..., Template]


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> MakeFolder:
    """Make folders for templates; the names differ between the processes of a run, which share a database server."""
    return lambda: tmp_path_factory.mktemp(f"t{uuid4().hex[:10]}_")


@pytest.fixture(scope="session")
def make_template(
    template_folder: MakeFolder, server: str | None, tmp_path_factory: pytest.TempPathFactory
) -> MakeTemplate:
    """Prepare templates: on SQLite each once in a run, though several processes share the tests."""
    basis = tmp_path_factory.getbasetemp()
    run = basis.parent if "PYTEST_XDIST_WORKER" in os.environ else basis

    def make(prepare: Callable[[World], Any], **options: Any) -> Template:
        shared = run / "templates" / prepare.__name__ if server is None else None
        return Template(template_folder(), server, prepare, shared=shared, **options)

    return make


@pytest.fixture(scope="session")
def bare_template(make_template: MakeTemplate) -> Template:
    return make_template(prepare_bare)


@pytest.fixture(scope="session")
def library_template(make_template: MakeTemplate, bare_template: Template) -> Template:
    return make_template(prepare_library, parent=bare_template)


@pytest.fixture
def bare(bare_template: Template, tmp_path: Path) -> Iterator[World]:
    """A platform with vocabularies and offices, but without cases."""
    world = bare_template.copy(tmp_path)
    yield world
    world.close()


@pytest.fixture
def library(library_template: Template, tmp_path: Path) -> Iterator[World]:
    """A platform with the demonstration library."""
    world = library_template.copy(tmp_path)
    yield world
    world.close()


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    folder = tmp_path / "got"
    folder.mkdir()
    running = MailServer(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def post(bare: World, mail_server: MailServer) -> Iterator[Post]:
    """A platform without cases, which sends mails to a real server."""
    made = Post.beside(bare, mail_server)
    yield made
    made.world.close()


@pytest.fixture
def office(post: Post) -> Post:
    """The same with the account of OFFICE, which is not of the demonstration: its mails name nobody else."""
    with post.world.platform.work.writing() as session:
        password_hash = hash_password(session, PASSWORD)
        add_account(session, OFFICE, "GHA", [Role.FOCAL_POINT], office="Adviser", password_hash=password_hash)
    return post


MakeDocument = Callable[..., SearchDocument]


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    """Return a function that makes valid search documents from a number; texts and other fields can be given."""

    def make(number: int = 1, summary: str = "Nothing in particular.", **given: Any) -> SearchDocument:
        sections = {"summary": summary, **given.pop("sections", {})}
        defaults: dict[str, Any] = {
            "reference": f"CS-2026-{number:04d}",
            "language": "en",
            "title": f"Case number {number}",
            "labels": (),
            "facets": {"theme": ("EXP",), "host": ("MLI",)},
            "years": (2019, OPEN_END),
            "published_on": date(2026, 1, 1),
            "confirmed_on": date(2026, 1, 1),
            "fingerprint": f"print-{number}",
        }
        return SearchDocument(sections=sections, **{**defaults, **given})

    return make


@pytest.fixture(scope="session")
def nginx_program() -> str:
    """The path of nginx. Without it the tests that need it are skipped, and fail in CI."""
    return find_program("nginx", *NAMES)
