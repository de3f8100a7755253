"""Saved searches know the last entry that alerts cover after the upgrade, and a moment again after a downgrade.

On SQLite, and where `TEST_DATABASE_URL` names a server, on PostgreSQL.
"""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from case_studies.schema_migrations import downgrade, upgrade
from tests.support.first_schema import ACCOUNTS, AT, DELEGATIONS

BEFORE = "20261126_history_subjects"
ENTRIES = [(1, AT.format(2)), (2, AT.format(9)), (3, AT.format(5)), (4, AT.format(12))]  # the clock was set back
SEARCHES = [(1, AT.format(1), 0), (2, AT.format(5), 3), (3, AT.format(9), 3), (4, AT.format(30), 4)]


def _insert(engine: Engine, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    values = ", ".join(f":{name}" for name in names)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), rows)


@pytest.fixture
def old(engine: Engine) -> Engine:
    """A database of the schema before, with a history and saved searches."""
    upgrade(engine, BEFORE)
    _insert(engine, "delegations", DELEGATIONS)
    _insert(engine, "accounts", ACCOUNTS)
    entries = [
        {
            "id": number,
            "number": number,
            "at": at,
            "action": "archive",
            "note": "",
            "previous_hash": "0",
            "hash": str(number),
        }
        for number, at in ENTRIES
    ]
    _insert(engine, "history", entries)
    searches = [
        {"id": number, "account_id": 1, "name": "Roads", "address": f"q={number}", "rhythm": "daily",
         "saved_at": AT.format(1), "told_at": told_at}
        for number, told_at, _ in SEARCHES
    ]  # fmt: skip
    _insert(engine, "saved_searches", searches)
    return engine


def _column(engine: Engine, name: str) -> list[str]:
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {name} FROM saved_searches ORDER BY id"))
        return [str(row[0])[:10] for row in rows]


@pytest.mark.slow
def test_alerts_go_on_where_they_were(old: Engine) -> None:
    upgrade(old)
    assert _column(old, "alerted_until") == [str(number) for _, _, number in SEARCHES]
    assert _column(old, "address") == ["q=1", "q=2", "q=3", "q=4"]


@pytest.mark.slow
def test_after_a_downgrade_no_alert_is_repeated(old: Engine) -> None:
    upgrade(old)
    downgrade(old, BEFORE)
    assert _column(old, "told_at") == ["2026-03-01", "2026-03-09", "2026-03-09", "2026-03-12"]
