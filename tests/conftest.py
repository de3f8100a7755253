"""Platforms for the tests. `TEST_DATABASE_URL` names a PostgreSQL server to run the same tests on."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.world import Template, World

# What lands is decided by the same examples every time; another seed is tried with --hypothesis-seed.
settings.register_profile("house", derandomize=True, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def server() -> str | None:
    return os.environ.get("TEST_DATABASE_URL")


def _template(factory: pytest.TempPathFactory, server: str | None, *, with_cases: bool) -> Template:
    # a name of its own, since all processes of a parallel run share one database server
    return Template(factory.mktemp(f"t{uuid4().hex[:10]}_"), server, with_cases=with_cases)


@pytest.fixture(scope="session")
def bare_template(tmp_path_factory: pytest.TempPathFactory, server: str | None) -> Template:
    return _template(tmp_path_factory, server, with_cases=False)


@pytest.fixture(scope="session")
def library_template(tmp_path_factory: pytest.TempPathFactory, server: str | None) -> Template:
    return _template(tmp_path_factory, server, with_cases=True)


@pytest.fixture
def bare(bare_template: Template, tmp_path: Path) -> Iterator[World]:
    """A platform with vocabularies and offices and no case."""
    world = bare_template.copy(tmp_path)
    yield world
    world.close()


@pytest.fixture
def library(library_template: Template, tmp_path: Path) -> Iterator[World]:
    """A platform with the demonstration library."""
    world = library_template.copy(tmp_path)
    yield world
    world.close()
