"""A platform with the first schema and a case in review is upgraded and downgraded without losing a row."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from case_studies.hash_chain import GENESIS
from case_studies.operations.audit import verify_history
from case_studies.schema_migrations import downgrade, upgrade
from case_studies.unit_of_work import UnitOfWork
from tests.models.item_rules import ADOPTION, PRACTICE, STATEMENT, row_with
from tests.support.first_schema import FIRST, HISTORY, LIBRARY

pytestmark = pytest.mark.slow


@pytest.fixture
def old(engine: Engine) -> Engine:
    """A database of the first schema with all these rows."""
    upgrade(engine, FIRST)
    with engine.begin() as connection:
        for table, rows in LIBRARY.items():
            names = list(rows[0])
            values = ", ".join(f":{name}" for name in names)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), rows)
            if engine.dialect.name == "postgresql" and isinstance(rows[0].get("id"), int):
                connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    return engine


def _rows(engine: Engine, table: str, columns: str = "*") -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table}"))
        return sorted((dict(row._mapping) for row in found), key=lambda row: str(row.get("id", row)))


def _all(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept of the first schema. Its session keys are not: everybody signs in again."""
    return {
        table: _rows(engine, table, ", ".join(name for name in rows[0] if name != "session_key"))
        for table, rows in LIBRARY.items()
    }


def test_every_row_keeps_its_content(old: Engine) -> None:
    before = _all(old)
    upgrade(old)
    assert _all(old) == before


def test_reviewers_are_numbered_by_case_for_all_their_rounds(old: Engine) -> None:
    upgrade(old)
    found = _rows(old, "assignments")
    assert [(row["id"], row["reviewer_id"], row["number"]) for row in found] == [
        (11, 5, 1), (12, 4, 2), (13, 6, 3), (14, 5, 1),
    ]  # fmt: skip
    assert {str(row["answer_by"]) for row in found} == {"2026-03-11"}
    assert {row["paused_on"] for row in found} == {None}


def test_remarks_become_suggestions_in_their_order(old: Engine) -> None:
    upgrade(old)
    found = [(row["id"], row["weight"], row["quote"]) for row in _rows(old, "remarks")]
    assert found == [(31, "suggestion", ""), (32, "suggestion", "")]
    positions = [row["position"] for row in _rows(old, "remarks")]
    assert positions == sorted(set(positions))


def test_the_history_is_chained_and_valid(old: Engine) -> None:
    upgrade(old)
    found = sorted(_rows(old, "history"), key=lambda row: row["number"])
    assert [row["number"] for row in found] == list(range(1, len(HISTORY) + 1))
    assert [row["id"] for row in found] == [row["id"] for row in HISTORY]
    assert [row["previous_hash"] for row in found] == [GENESIS, *(row["hash"] for row in found[:-1])]
    assert [(row["subject_id"], row["subject_email"]) for row in found if row["subject_id"]] == [(4, None), (6, None)]
    assert [(row["reference"], row["account_email"]) for row in found[1:4]] == [
        ("CS-2026-0001", "writer@demo.example"),
        ("CS-2026-0002", "writer@demo.example"),
        ("CS-2026-0001", "officer@demo.example"),
    ]
    with UnitOfWork(old).reading() as session:
        assert verify_history(session) == []


def test_the_last_step_of_a_case_has_its_date(old: Engine) -> None:
    upgrade(old)
    with old.connect() as connection:
        found = connection.execute(text("SELECT moved_at FROM cases ORDER BY id")).scalars()
        assert [str(moment)[:10] for moment in found] == ["2026-03-09", "2026-03-05"]


def test_an_empty_history_is_valid_too(engine: Engine) -> None:
    upgrade(engine)
    with UnitOfWork(engine).reading() as session:
        assert verify_history(session) == []


def test_the_history_can_no_longer_be_changed_and_can_grow(old: Engine) -> None:
    upgrade(old)
    for statement in ("UPDATE history SET note = ''", "DELETE FROM history"):
        with pytest.raises(Exception, match="append-only"), old.begin() as connection:
            connection.execute(text(statement))


def test_downgrading_keeps_all_that_the_first_schema_can_store(old: Engine) -> None:
    before = _all(old)
    upgrade(old)
    downgrade(old, FIRST)
    assert _all(old) == before
    upgrade(old)
    with UnitOfWork(old).reading() as session:
        assert verify_history(session) == []


NEW_ROWS = (
    "UPDATE assignments SET state = 'released' WHERE id IN (13, 14)",
    "INSERT INTO remarks (id, review_id, position, section, weight, quote, text) "
    "VALUES (33, 21, 9, 'results', 'must', 'a passage', 'And when.')",
    "INSERT INTO answers (id, remark_id, revision_id, done, text, account_id, answered_at, verdict_text) "
    "VALUES (41, 31, 2, TRUE, 'It says so now.', 1, '2026-03-21 10:00:00.000000', '')",
    "INSERT INTO declared_conflicts (id, case_id, account_id, reason, declared_at, declared_number) "
    "VALUES (51, 1, 4, '', '2026-03-21 10:00:00.000000', 1)",
    "INSERT INTO history (id, number, at, action, note, previous_hash, hash) "
    "VALUES (90, 90, '2026-03-21 10:00:00.000000', 'change_roles', 'x', 'x', 'x')",
)


def test_downgrading_keeps_new_data_that_the_first_schema_can_store(old: Engine) -> None:
    upgrade(old)
    _run(old, *NEW_ROWS)
    downgrade(old, FIRST)
    states = {row["id"]: (row["state"], row["answered_at"] is not None) for row in _rows(old, "assignments")}
    assert states[13] == states[14] == ("declined", True)
    assert [(row["id"], row["text"]) for row in _rows(old, "remarks")] == [
        (31, "Say who counted.\n\nAnd when."),
        (32, "Shorter."),
    ]
    assert sorted(row["id"] for row in _rows(old, "history")) == [row["id"] for row in HISTORY]


def test_adoptions_of_cases_keep_their_statements(old: Engine) -> None:
    upgrade(old, "20261127_practices")
    of_practice = {**ADOPTION, "id": "98", "reference": "'AD-2026-9998'", "case_id": "NULL", "revision_number": "NULL"}
    _run(old, row_with("adoptions", ADOPTION), row_with("adoption_statements", STATEMENT))
    upgrade(old)
    _run(
        old,
        row_with("practices", PRACTICE),
        row_with("adoptions", of_practice, practice_id="99", edition_number="1"),
        row_with("adoption_statements", STATEMENT, id="98", adoption_id="98"),
    )
    assert [row["adoption_id"] for row in _rows(old, "adoption_statements")] == [98, 99]
    downgrade(old, "20261127_practices")
    assert [(row["id"], row["case_id"]) for row in _rows(old, "adoptions")] == [(99, 1)]
    assert [row["adoption_id"] for row in _rows(old, "adoption_statements")] == [99]


def _run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
