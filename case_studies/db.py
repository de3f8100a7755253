"""The database engine and the base of all models: names of constraints, UTC times, enums, and settings of SQLite."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Dialect, Engine, Float, MetaData, String, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from case_studies import (
    capacity_states,
    capacity_vocabulary,
    collection_vocabulary,
    export_vocabulary,
    provision_vocabulary,
    study_vocabulary,
    text_vocabulary,
    vocabulary,
)
from case_studies.collation import collation_key

WRITE_OPTION = "casebook_writes"  # execution option: this connection will write
LARGEST_ID = 999_999_999  # fits an integer column; nine digits, so that an address can be checked by its length
BUSY_SECONDS = 30  # how long a second writer waits for the first
BUSY_OF_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# Serialization failure, deadlock, lock not available, too many connections, starting up
BUSY_OF_POSTGRESQL = frozenset({"40001", "40P01", "55P03", "53300", "57P03"})

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",  # the name of a check is its rule
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time, also on SQLite, which stores no time zone. A naive time is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times must carry their zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StoredEnum(TypeDecorator[StrEnum]):
    """A member of an enum, stored as its value. CHECK constraints refuse unknown values; this type does not."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class StoredEnumList(TypeDecorator[list[StrEnum]]):
    """A list of members of an enum, stored as a JSON list of their values."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: list[StrEnum] | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else [str(member) for member in value]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[StrEnum] | None:
        return None if value is None else [self.kind(member) for member in value]


MODULES = (
    vocabulary,
    study_vocabulary,
    provision_vocabulary,
    text_vocabulary,
    capacity_vocabulary,
    capacity_states,
    collection_vocabulary,
    export_vocabulary,
)
VALUES = [value for module in MODULES for value in vars(module).values()]
ENUMS = [kind for kind in VALUES if isinstance(kind, type) and issubclass(kind, StrEnum)]


class Base(DeclarativeBase):
    """The base class of all models. A column annotated with an enum of the vocabulary stores its values."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        str: String(),
        **{kind: StoredEnum(kind) for kind in ENUMS},
        **{list[kind]: StoredEnumList(kind) for kind in ENUMS},  # type: ignore[valid-type]
    }


class by_name(FunctionElement[str]):  # noqa: N801 - reads as a function of SQL
    """Orders names as readers expect: Côte d'Ivoire comes before Czechia. For ORDER BY."""

    inherit_cache = True


@compiles(by_name)
def _by_name_of_sqlite(element: by_name, compiler: SQLCompiler, **options: Any) -> str:
    return f"{compiler.process(element.clauses, **options)} COLLATE names"


@compiles(by_name, "postgresql")
def _by_name_of_postgresql(element: by_name, compiler: SQLCompiler, **options: Any) -> str:
    return f'{compiler.process(element.clauses, **options)} COLLATE "en-x-icu"'


class days_between(FunctionElement[float]):  # noqa: N801 - reads as a function of SQL
    """The days from the first moment to the second, with fractions."""

    type = Float()
    inherit_cache = True


@compiles(days_between)
def _days_of_sqlite(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, second = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(julianday({second}) - julianday({first}))"


@compiles(days_between, "postgresql")
def _days_of_postgresql(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, second = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(extract(epoch FROM ({second}) - ({first})) / 86400 AS double precision)"


class utc_day(FunctionElement[date]):  # noqa: N801 - reads as a function of SQL
    """The day of a moment in UTC."""

    type = Date()
    inherit_cache = True


@compiles(utc_day)
def _day_of_sqlite(element: utc_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)})"


@compiles(utc_day, "postgresql")
def _day_of_postgresql(element: utc_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **options)}) AT TIME ZONE 'UTC' AS date)"


def is_one_of_sql(column: str, values: Iterable[StrEnum]) -> str:
    """Return the SQL of a check that a column holds one of an enum's values."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


def make_engine(url: str) -> Engine:
    """Make the engine for a database URL. SQLite gets WAL, foreign keys, and writers that wait for each other."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    # errors name no values: they would put texts and addresses into the log
    options: dict[str, Any] = {
        "hide_parameters": True,
        "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False},
    }
    if parsed.database in (None, "", ":memory:"):
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_busy(error: DBAPIError) -> bool:
    """Whether the database was locked or overloaded, so that the same transaction can succeed a little later."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of an extended code says where it was locked
    return code in BUSY_OF_SQLITE or getattr(error.orig, "sqlstate", None) in BUSY_OF_POSTGRESQL


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Begin transactions ourselves, enforce foreign keys, order names, and let readers work beside one writer.

    Without `recursive_triggers`, an INSERT OR REPLACE would delete a row without calling the trigger that refuses it.
    With `secure_delete`, what was deleted is overwritten in the file: posts of a discussion must be nowhere.
    """
    connection.isolation_level = None
    connection.create_collation("names", _compare_names)
    cursor = connection.cursor()
    settings = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "recursive_triggers=ON")
    for pragma in (*settings, "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _compare_names(one: str, other: str) -> int:
    first, second = collation_key(one), collation_key(other)
    return (first > second) - (first < second)


def _begin_sqlite(connection: Any) -> None:
    """Take the write lock at the start of a writing transaction: a second writer then waits instead of failing."""
    writes = connection.get_execution_options().get(WRITE_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
