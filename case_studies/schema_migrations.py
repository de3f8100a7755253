"""Brings the database's schema to the version of the code (Alembic)."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from case_studies.db import WRITE_OPTION

FOLDER = Path(__file__).parent.parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Return Alembic's settings for a connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, target: str = "head") -> None:
    """Bring the schema up to a revision, all of it or nothing."""
    with _migration(engine) as connection:
        command.upgrade(alembic_config(connection), target)


def downgrade(engine: Engine, target: str) -> None:
    """Take the schema down to a revision."""
    with _migration(engine) as connection:
        command.downgrade(alembic_config(connection), target)


@contextmanager
def _migration(engine: Engine) -> Iterator[Connection]:
    """Yield a connection with one transaction for all steps.

    SQLite changes most columns by building their table again, and would delete all rows that refer to the old one. So
    it checks the references once, at the end (https://sqlite.org/lang_altertable.html, section 7).
    """
    with engine.execution_options(**{WRITE_OPTION: True}).connect() as connection:
        if connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        database: Any = connection.connection.dbapi_connection
        database.execute("PRAGMA foreign_keys=OFF")  # before the transaction: within it the setting has no effect
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise RuntimeError(f"the migration leaves references to rows that do not exist: {broken[:3]}")
        finally:
            database.execute("PRAGMA foreign_keys=ON")


def is_current(engine: Engine) -> bool:
    """Whether the schema is the one that the code expects."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == _newest()


@cache
def _newest() -> str | None:
    """Return the newest migration that this process knows. To look for it means to read all migrations."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()
