"""The migrations create the schema of the models, remove it, and create it again.

On SQLite, and where `TEST_DATABASE_URL` names a server, on PostgreSQL.
"""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, inspect, text

from case_studies.db import Base
from case_studies.schema_migrations import alembic_config, downgrade, is_current, upgrade
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.unit_of_work import UnitOfWork


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


@pytest.mark.slow
def test_upgrading_creates_the_schema_of_the_models(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert _tables(engine) == set(Base.metadata.tables)
    assert is_current(engine)


@pytest.mark.slow
def test_every_check_is_there_by_its_name(engine: Engine) -> None:
    upgrade(engine)
    for table in Base.metadata.tables.values():
        expected = {rule.name for rule in table.constraints if isinstance(rule, CheckConstraint)}
        assert {found["name"] for found in inspect(engine).get_check_constraints(table.name)} == expected, table.name


@pytest.mark.slow
def test_every_index_is_there_with_its_condition(engine: Engine) -> None:
    upgrade(engine)
    dialect = engine.dialect.name
    for table in Base.metadata.tables.values():
        found = {index["name"]: index for index in inspect(engine).get_indexes(table.name)}
        for index in table.indexes:
            there = found[index.name]
            assert bool(there["unique"]) == index.unique, index.name
            condition = there.get("dialect_options", {}).get(f"{dialect}_where")
            assert (condition is None) == (index.dialect_options[dialect]["where"] is None), index.name


@pytest.mark.slow
def test_downgrading_leaves_nothing_and_upgrading_again_works(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "base")
    assert _tables(engine) == set()
    assert not is_current(engine)
    upgrade(engine)
    assert _tables(engine) == set(Base.metadata.tables)


@pytest.mark.slow
def test_upgrading_twice_changes_nothing_and_loses_nothing(engine: Engine) -> None:
    upgrade(engine)
    with UnitOfWork(engine).writing() as session:
        counts = load_taxonomy(session)
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM themes")) == counts["themes"]


def test_there_is_one_line_of_migrations_each_dated() -> None:
    scripts = ScriptDirectory.from_config(alembic_config())
    assert len(scripts.get_heads()) == 1
    assert all(script.revision[:8].isdigit() for script in scripts.walk_revisions())
