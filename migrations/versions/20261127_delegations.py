"""delegations: joining, leaving, the chair, the office's mailbox, and sources of what they contribute

The history gets a column for the delegation that an entry is about. Code before this revision neither reads nor hashes
it. So downgrading writes its code into the notes and links the chain again from the first such entry on; an export from
before still shows what was written. Applicants and former delegations become observers.

Revision: 20261127_delegations
Follows: 20261127_worker_rounds
"""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261127_delegations"
down_revision = "20261127_worker_rounds"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
REFUSAL = "the history is append-only"
STANDING = "delegation_has_a_known_standing"
LEFT = "former_delegation_left_on_a_day"
NEW_STANDINGS = "standing IN ('co_chair', 'member', 'observer', 'applicant', 'former')"
OLD_STANDINGS = "standing IN ('co_chair', 'member', 'observer')"
DAYS = ("joined_on", "left_on", "chair_since", "chair_until")
DELEGATIONS = sa.table(
    "delegations",
    sa.column("code", sa.String),
    sa.column("standing", sa.String),
    sa.column("contributions", sa.JSON),
    sa.column("is_public", sa.Boolean),
)


def upgrade() -> None:
    with op.batch_alter_table("delegations") as table:
        table.add_column(sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in DAYS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
        table.add_column(sa.Column("mailbox", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
        table.drop_constraint(STANDING, type_="check")
        table.create_check_constraint(STANDING, NEW_STANDINGS)
        table.create_check_constraint(LEFT, "(standing = 'former') = (left_on IS NOT NULL)")
    with op.batch_alter_table("delegations") as table:
        for name in ("is_public", "mailbox", "languages"):
            table.alter_column(name, server_default=None)
    _rewrite_contributions(
        lambda kind: {"kind": kind, "since": None, "source": "", "certainty": "unchecked"},
    )
    on_record = DELEGATIONS.c.standing.in_(("co_chair", "member"))  # from the records of the Group's launch
    op.get_bind().execute(sa.update(DELEGATIONS).where(on_record).values(is_public=True))
    op.create_table(
        "chair_handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outgoing_code", sa.String(), nullable=False),
        sa.Column("incoming_code", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("outgoing_code <> incoming_code", name=op.f("chair_goes_to_another_delegation")),
        sa.CheckConstraint("proposed_by_id <> confirmed_by_id", name=op.f("chair_needs_two_editors")),
        sa.CheckConstraint(
            "(confirmed_by_id IS NULL) = (confirmed_at IS NULL)", name=op.f("confirmed_chair_has_a_date")
        ),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_chair_handovers_{column}"))
            for column, target in (
                ("outgoing_code", "delegations.code"),
                ("incoming_code", "delegations.code"),
                ("proposed_by_id", "accounts.id"),
                ("confirmed_by_id", "accounts.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chair_handovers")),
    )
    # in place: SQLite's other way would drop the table with its triggers
    op.execute(
        "ALTER TABLE history ADD COLUMN about_delegation VARCHAR "
        "CONSTRAINT fk_history_about_delegation REFERENCES delegations (code)"
    )
    op.create_index(op.f("ix_history_about_delegation"), "history", ["about_delegation"])


def downgrade() -> None:
    op.drop_index(op.f("ix_history_about_delegation"), "history")
    _allow_changing_history()
    _write_delegations_into_notes()
    op.execute("ALTER TABLE history DROP COLUMN about_delegation")
    _forbid_changing_history()
    op.drop_table("chair_handovers")
    _rewrite_contributions(lambda one: one["kind"])
    new = DELEGATIONS.c.standing.in_(("applicant", "former"))
    with op.batch_alter_table("delegations") as table:
        table.drop_constraint(LEFT, type_="check")
    op.get_bind().execute(sa.update(DELEGATIONS).where(new).values(standing="observer"))
    with op.batch_alter_table("delegations") as table:
        table.drop_constraint(STANDING, type_="check")
        table.create_check_constraint(STANDING, OLD_STANDINGS)
        for name in ("languages", "mailbox", *reversed(DAYS), "is_public"):
            table.drop_column(name)


def _rewrite_contributions(rewrite: Callable[[Any], Any]) -> None:
    bind = op.get_bind()
    for code, contributions in bind.execute(sa.select(DELEGATIONS.c.code, DELEGATIONS.c.contributions)).all():
        values = [rewrite(one) for one in contributions]
        bind.execute(sa.update(DELEGATIONS).where(DELEGATIONS.c.code == code).values(contributions=values))


def _write_delegations_into_notes() -> None:
    """Put each stated delegation before its note and link the chain again; entries before the first stay as they are."""
    bind = op.get_bind()
    history = sa.Table("history", sa.MetaData(), autoload_with=bind)
    entries = [dict(row._mapping) for row in bind.execute(sa.select(history).order_by(history.c.number))]
    previous, is_changed = GENESIS, False
    for entry in entries:
        if entry["about_delegation"] is not None:
            is_changed = True
            entry["note"] = ": ".join(part for part in (entry["about_delegation"], entry["note"]) if part)
        if is_changed:
            entry["previous_hash"] = previous
            entry["hash"] = _hash(entry)
            changes = {name: entry[name] for name in ("note", "previous_hash", "hash")}
            bind.execute(sa.update(history).where(history.c.id == entry["id"]).values(changes))
        previous = entry["hash"]
    if is_changed:
        bind.execute(sa.text("UPDATE history_head SET hash = :hash"), {"hash": previous})


def _hash(entry: dict[str, Any]) -> str:
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
    if entry["subject_email"] is not None:
        stated["subject"] = entry["subject_email"]
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
