"""An empty database of each kind."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from case_studies.db import make_engine

KINDS = ["sqlite", "server"] if "TEST_DATABASE_URL" in os.environ else ["sqlite"]


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path, server: str | None) -> Iterator[Engine]:
    """An empty database on SQLite, and on the server where there is one."""
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    if request.param == "server" and server is not None:
        url = _make_database(server)
    engine = make_engine(url)
    yield engine
    engine.dispose()


def _make_database(server: str) -> str:
    name = f"migrated_{uuid4().hex[:12]}"
    administration = create_engine(server, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    administration.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
