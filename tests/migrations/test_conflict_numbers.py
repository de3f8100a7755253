"""Conflicts and exceptions know their entries of the history after the upgrade, whatever the clock said.

On SQLite, and where `TEST_DATABASE_URL` names a server, on PostgreSQL.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, text

from case_studies.schema_migrations import downgrade, upgrade
from tests.support.first_schema import ACCOUNTS, AT, CASES, DELEGATIONS

BEFORE = "20261127_seen_searches"
ENTRIES = [  # number, action, case, account, subject; the clock was set back in between
    (1, "declare_conflict", 1, 4, None),
    (2, "declare_conflict", 2, 4, None),
    (3, "second_override", 1, 3, 4),
    (4, "declare_conflict", 1, 4, None),
    (5, "declare_conflict", 1, 5, None),
]


def _insert(engine: Engine, table: str, rows: list[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
    with engine.begin() as connection:
        connection.execute(text(statement), rows)


def _column(engine: Engine, table: str, name: str) -> list[int | None]:
    with engine.connect() as connection:
        return list(connection.scalars(text(f"SELECT {name} FROM {table} ORDER BY id")))


def _fill(engine: Engine) -> None:
    _insert(engine, "delegations", DELEGATIONS)
    _insert(engine, "accounts", ACCOUNTS)
    _insert(engine, "cases", [{**case, "moved_at": AT.format(20)} for case in CASES])
    entries = [
        {
            "id": number, "number": number, "at": AT.format(20 - number), "action": action, "case_id": case,
            "account_id": account, "subject_id": subject, "note": "", "previous_hash": "0", "hash": str(number),
        }
        for number, action, case, account, subject in ENTRIES
    ]  # fmt: skip
    _insert(engine, "history", entries)
    declared = [(1, 1, 4), (2, 2, 4), (3, 1, 5)]
    row = {"reason": "", "declared_at": AT.format(16)}
    _insert(engine, "declared_conflicts", [{"id": n, "case_id": c, "account_id": a, **row} for n, c, a in declared])
    proposed = {"case_id": 1, "reason": "Why.", "proposed_by_id": 1, "proposed_at": AT.format(17)}
    agreed = {"id": 1, "account_id": 4, "seconded_by_id": 3, "seconded_at": AT.format(17)}
    waiting = {"id": 2, "account_id": 5, "seconded_by_id": None, "seconded_at": None}
    _insert(engine, "conflict_overrides", [{**agreed, **proposed}, {**waiting, **proposed}])


@pytest.mark.slow
def test_the_last_entry_of_each_is_found_and_a_downgrade_keeps_the_rows(engine: Engine) -> None:
    upgrade(engine, BEFORE)
    _fill(engine)
    upgrade(engine)
    assert _column(engine, "declared_conflicts", "declared_number") == [4, 2, 5]
    assert _column(engine, "conflict_overrides", "seconded_number") == [3, None]
    downgrade(engine, BEFORE)
    assert _column(engine, "declared_conflicts", "id") == [1, 2, 3]
    assert _column(engine, "conflict_overrides", "id") == [1, 2]
