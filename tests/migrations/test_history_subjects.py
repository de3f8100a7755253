"""Entries that name an account in their notes refer to it after the upgrade; their hashes and an export stay valid.

On SQLite, and where `TEST_DATABASE_URL` names a server, on PostgreSQL.
"""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, text

from case_studies.hash_chain import GENESIS, hash_of
from case_studies.models import Account
from case_studies.operations.audit import compare_with_database, export_history, verify_file, verify_history
from case_studies.policy.actor import NOBODY
from case_studies.schema_migrations import downgrade, upgrade
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event
from tests.support.first_schema import ACCOUNTS, DELEGATIONS

pytestmark = pytest.mark.slow

BEFORE = "20261122_search"
NOTES = [  # action, note, the id of the account that the entry is about
    ("add_account", "first@demo.example", 4),
    ("release_reviewer", "second@demo.example: away: until May", 5),
    ("assign", "third@demo.example", 6),
    ("declare_conflict", "writer@demo.example: I know him.", None),
    ("assign", "nobody@demo.example", None),
    ("change_roles", "first@demo.example.org", None),
    ("archive", "", None),
]


def _links() -> list[dict[str, Any]]:
    """Return a chain as the code before made it."""
    links: list[dict[str, Any]] = []
    for number, (action, note, _subject) in enumerate(NOTES, start=1):
        link = {
            "number": number, "at": f"2026-03-{number:02d}T10:00:00.123456Z", "account": None, "delegation": None,
            "action": action, "case": None, "revision": None, "from": None, "to": None, "note": note,
            "previous": links[-1]["hash"] if links else GENESIS,
        }  # fmt: skip
        links.append({**link, "hash": hash_of(link)})
    return links


def _insert(engine: Engine, table: str, rows: Sequence[dict[str, Any]]) -> None:
    names = list(rows[0])
    with engine.begin() as connection:
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
        connection.execute(text(statement), rows)


@pytest.fixture
def old(engine: Engine) -> Engine:
    """A database of the schema before, with accounts and a history."""
    upgrade(engine, BEFORE)
    _insert(engine, "delegations", DELEGATIONS)
    _insert(engine, "accounts", ACCOUNTS)
    links = _links()
    rows = [
        {"id": link["number"], "number": link["number"], "at": link["at"].replace("T", " ").rstrip("Z"),
         "action": link["action"], "note": link["note"], "previous_hash": link["previous"], "hash": link["hash"]}
        for link in links
    ]  # fmt: skip
    _insert(engine, "history", rows)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE history_head SET number = :number, hash = :hash"),
            {"number": len(links), "hash": links[-1]["hash"]},
        )
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('history_id_seq', (SELECT max(id) FROM history))"))
    return engine


def _file(links: Sequence[dict[str, Any]]) -> list[str]:
    end = {"end": links[-1]["number"], "hash": links[-1]["hash"]}
    return [json.dumps(line) for line in (*links, end)]


def _append(engine: Engine) -> None:
    """Let the code of today write an entry about an account."""
    with UnitOfWork(engine).writing() as session:
        account = session.get_one(Account, 4)
        record_account_event(session, account, NOBODY, HistoryAction.CLOSE_ACCOUNT, before="open", after="closed")


def _history(engine: Engine, columns: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM history ORDER BY number"))]


def test_entries_refer_to_the_account_that_their_note_names(old: Engine) -> None:
    upgrade(old)
    assert _history(old, "action, note, subject_id, subject_email") == [(*row, None) for row in NOTES]


def test_hashes_and_an_earlier_export_stay_valid(old: Engine) -> None:
    upgrade(old)
    with UnitOfWork(old).reading() as session:
        assert verify_history(session) == []
        assert [json.loads(line) for line in export_history(session)][:-1] == _links()
        assert compare_with_database(session, _file(_links())) == []
    assert verify_file(_file(_links())) == []


def test_new_entries_follow_the_old_ones(old: Engine) -> None:
    upgrade(old)
    _append(old)
    with UnitOfWork(old).reading() as session:
        assert verify_history(session) == []
        lines = list(export_history(session))
        assert compare_with_database(session, _file(_links())) == []
    assert verify_file(lines) == []
    assert json.loads(lines[-2])["subject"] == "first@demo.example"


def test_the_database_still_refuses_changes(old: Engine) -> None:
    for change in (upgrade, lambda engine: downgrade(engine, BEFORE)):
        change(old)
        for statement in ("UPDATE history SET note = ''", "DELETE FROM history"):
            with pytest.raises(Exception, match="append-only"), old.begin() as connection:
                connection.execute(text(statement))


def test_going_back_changes_nothing_that_was_there_before(old: Engine) -> None:
    before = _history(old, "*")
    upgrade(old)
    downgrade(old, BEFORE)
    assert _history(old, "*") == before


def test_going_back_names_the_accounts_in_the_notes_and_links_those_entries_again(old: Engine) -> None:
    upgrade(old)
    _append(old)
    downgrade(old, BEFORE)
    notes = [*(note for _action, note, _subject in NOTES), "first@demo.example"]
    assert [note for (note,) in _history(old, "note")] == notes
    kept = _history(old, "previous_hash, hash")[: len(NOTES)]
    assert kept == [(link["previous"], link["hash"]) for link in _links()]
    upgrade(old)
    with UnitOfWork(old).reading() as session:
        assert verify_history(session) == []
    assert _history(old, "subject_id")[-1] == (4,)
