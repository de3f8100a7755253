"""history: a column for the account that an entry is about

Entries named this account at the beginning of their notes ("address" or "address: reason"). The hashes cover the
notes, so upgrading leaves both as they are and only fills in the reference. New entries state the address in
`subject_email`, which their hashes cover.

Code before this revision neither reads nor hashes `subject_email`. So downgrading puts the addresses back into the
notes and links the chain again from the first such entry on; an export from before still shows what was written.

Revision: 20261126_history_subjects
Follows: 20261122_search
"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "20261126_history_subjects"
down_revision = "20261122_search"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
REFUSAL = "the history is append-only"
ABOUT_AN_ACCOUNT = (
    "'assign', 'ask_again', 'release_reviewer', 'propose_override', 'second_override', "
    "'add_account', 'change_roles', 'close_account', 'open_account'"
)


def upgrade() -> None:
    # in place: SQLite's other way would drop the table with its triggers
    op.execute(
        "ALTER TABLE history ADD COLUMN subject_id INTEGER CONSTRAINT fk_history_subject_id REFERENCES accounts (id)"
    )
    op.execute("ALTER TABLE history ADD COLUMN subject_email VARCHAR")
    _allow_changing_history()
    op.execute(
        "UPDATE history SET subject_id = (SELECT accounts.id FROM accounts WHERE history.note = accounts.email "
        "OR substr(history.note, 1, length(accounts.email) + 2) = accounts.email || ': ') "
        f"WHERE action IN ({ABOUT_AN_ACCOUNT})"
    )
    _forbid_changing_history()


def downgrade() -> None:
    _allow_changing_history()
    _write_subjects_into_notes()
    op.execute("ALTER TABLE history DROP COLUMN subject_id")
    op.execute("ALTER TABLE history DROP COLUMN subject_email")
    _forbid_changing_history()


def _write_subjects_into_notes() -> None:
    """Put each stated subject before its note and link the chain again; entries before the first stay as they are."""
    bind = op.get_bind()
    history = sa.Table("history", sa.MetaData(), autoload_with=bind)
    entries = [dict(row._mapping) for row in bind.execute(sa.select(history).order_by(history.c.number))]
    previous, is_changed = GENESIS, False
    for entry in entries:
        if entry["subject_email"] is not None:
            is_changed = True
            entry["note"] = ": ".join(part for part in (entry["subject_email"], entry["note"]) if part)
        if is_changed:
            entry["previous_hash"] = previous
            entry["hash"] = _hash(entry)
            changes = {name: entry[name] for name in ("note", "previous_hash", "hash")}
            bind.execute(sa.update(history).where(history.c.id == entry["id"]).values(changes))
        previous = entry["hash"]
    bind.execute(sa.text("UPDATE history_head SET hash = :hash"), {"hash": previous})


def _hash(entry: dict[str, object]) -> str:
    """Return the hash as the code before this revision made it."""
    at = entry["at"] if entry["at"].tzinfo else entry["at"].replace(tzinfo=UTC)
    stated = {
        "number": entry["number"],
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "account": entry["account_email"],
        "delegation": entry["delegation_code"],
        "action": entry["action"],
        "case": entry["reference"],
        "revision": entry["revision_number"],
        "from": entry["from_state"],
        "to": entry["to_state"],
        "note": entry["note"],
        "previous": entry["previous_hash"],
    }
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _allow_changing_history() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE history DISABLE TRIGGER history_is_append_only")
        return
    op.execute("DROP TRIGGER history_refuses_update")


def _forbid_changing_history() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE history ENABLE TRIGGER history_is_append_only")
        return
    op.execute(
        f"CREATE TRIGGER history_refuses_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
