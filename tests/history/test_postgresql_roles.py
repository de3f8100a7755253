"""On PostgreSQL, the role that serves can use Casebook and can't take the protection of the history away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from config import Config
from tests.support.commands import run
from tests.support.world import World

ROLES = Path(__file__).parents[2] / "deploy/postgresql/roles.sql"
DATABASE = "roles_of_casebook"
FORBIDDEN = (
    "DROP TRIGGER history_is_append_only ON history",
    "ALTER TABLE history DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "TRUNCATE history",
    "DROP TABLE history CASCADE",
    "CREATE TABLE another (id integer)",
    "SET ROLE casebook_owner",
)


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """Make an empty database with the two roles, and remove all three at the end."""
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    url = make_url(server).set(database=DATABASE)

    def execute(engine: Engine, *statements: str) -> None:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    execute(administrator, f"CREATE DATABASE {DATABASE}")
    inside = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with inside.connect() as connection:
            connection.exec_driver_sql(ROLES.read_text(encoding="utf-8"))
        inside.dispose()
        yield url.render_as_string(hide_password=False)
    finally:
        inside.dispose()
        execute(
            administrator,
            f"DROP DATABASE {DATABASE} WITH (FORCE)",
            "DROP ROLE IF EXISTS casebook_owner",
            "DROP ROLE IF EXISTS casebook_web",
        )
        administrator.dispose()


def as_role(url: str, role: str, folder: Path) -> World:
    address = make_url(url).set(username=role).render_as_string(hide_password=False)
    return World(Config(data_dir=folder, database_url=address, demo_mode=True, requests_per_minute=0))


def test_the_role_that_serves_works_and_can_not_change_the_protection(server: str | None, tmp_path: Path) -> None:
    if server is None:
        pytest.skip("SQLite has no roles")
    with empty_database(server) as url:
        owner = as_role(url, "casebook_owner", tmp_path)
        for words in (["database", "upgrade"], ["taxonomy", "load"]):
            code, output = run(owner, *words)
            assert code == 0, output
        owner.close()
        web = as_role(url, "casebook_web", tmp_path)
        words = ["accounts", "add", "a@b.example", "--delegation", "RWA", "--office", "Adviser", "--role", "reviewer"]
        code, output = run(web, *words)
        assert code == 0, output
        assert web.visitor().get("/healthz").status_code == 200
        assert run(web, "history", "verify")[0] == 0
        for statement in FORBIDDEN:
            with pytest.raises(ProgrammingError), web.platform.work.engine.begin() as connection:
                connection.execute(text(statement))
        with pytest.raises(DBAPIError, match="append-only"), web.platform.work.engine.begin() as connection:
            connection.execute(text("DELETE FROM history"))
        web.close()
