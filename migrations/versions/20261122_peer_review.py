"""peer review: conflicts, numbers and dates of reviewers, remarks with answers, notices, the chained history

What is there already is kept: reviewers get their numbers, remarks become suggestions, and the history is chained.

Revision: 20261122_peer_review
Follows: 20261122_first_schema
"""

import hashlib
import json
from datetime import UTC, timedelta

import sqlalchemy as sa
from alembic import op

revision = "20261122_peer_review"
down_revision = "20261122_first_schema"
branch_labels = None
depends_on = None

REBUILT = ("remarks", "reviews", "assignments", "history")  # in the order in which they can be dropped
ADDED = (
    "notices",
    "mails",
    "notice_choices",
    "absences",
    "reviewer_profiles",
    "conflict_overrides",
    "declared_conflicts",
)
GENESIS = "0" * 64
REFUSAL = "the history is append-only"
LONG_AGO = "1970-01-01 00:00:00.000000"


def upgrade() -> None:
    kept = _take_out()
    _create_tables()
    op.add_column("cases", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False, server_default=LONG_AGO))
    op.add_column("revisions", sa.Column("revise_by", sa.Date(), nullable=True))
    _put_back(kept)
    _date_the_last_moves()
    _forbid_changing_history()


def downgrade() -> None:
    _allow_changing_history()
    kept = _take_out("answers", "history_head", *ADDED)
    _create_old_tables()
    # in place: SQLite's other way would drop the tables, and with them what hangs on their rows
    op.execute("ALTER TABLE cases DROP COLUMN moved_at")
    op.execute("ALTER TABLE revisions DROP COLUMN revise_by")
    _put_back_as_before(kept)


def _take_out(*dropped: str) -> dict[str, list[dict[str, object]]]:
    """Drop the tables that are made again, and return their rows."""
    bind = op.get_bind()
    kept = {}
    for name in REBUILT:
        table = sa.Table(name, sa.MetaData(), autoload_with=bind)
        kept[name] = [dict(row._mapping) for row in bind.execute(sa.select(table).order_by(table.c.id))]
    for name in (*dropped, *REBUILT):
        op.drop_table(name)
    return kept


def _write(name: str, rows: list[dict[str, object]]) -> None:
    """Write rows with their ids, and let the ids count on from there."""
    bind = op.get_bind()
    if rows:
        bind.execute(sa.insert(sa.Table(name, sa.MetaData(), autoload_with=bind)), rows)
        if bind.dialect.name == "postgresql":
            op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")


def _put_back(kept: dict[str, list[dict[str, object]]]) -> None:
    _number(kept["assignments"])
    _write("assignments", kept["assignments"])
    _write("reviews", [{**review, "saved_on": ""} for review in kept["reviews"]])
    for position, remark in enumerate(kept["remarks"]):
        remark.update(position=position, weight="suggestion", quote="")
    _write("remarks", kept["remarks"])
    head = _chain(kept["history"])
    _write("history", kept["history"])
    op.get_bind().execute(
        sa.text("INSERT INTO history_head (id, number, hash) VALUES (1, :number, :hash)"),
        {"number": len(kept["history"]), "hash": head},
    )


def _number(assignments: list[dict[str, object]]) -> None:
    """Give each reviewer of a case one number for all its rounds, and a week to answer."""
    rows = op.get_bind().execute(sa.text("SELECT id, case_id FROM revisions"))
    case_of = {row.id: row.case_id for row in rows}
    numbers: dict[int, dict[int, int]] = {}
    for assignment in assignments:
        known = numbers.setdefault(case_of[assignment["revision_id"]], {})
        assignment["number"] = known.setdefault(assignment["reviewer_id"], len(known) + 1)
        assignment["answer_by"] = assignment["invited_at"].date() + timedelta(days=7)
        assignment["paused_on"] = None


def _chain(entries: list[dict[str, object]]) -> str:
    """Write out case and account in each entry, link it to the one before, and return the last hash."""
    bind = op.get_bind()
    references = {row.id: row.reference for row in bind.execute(sa.text("SELECT id, reference FROM cases"))}
    emails = {row.id: row.email for row in bind.execute(sa.text("SELECT id, email FROM accounts"))}
    previous = GENESIS
    for number, entry in enumerate(entries, start=1):
        entry.update(number=number, reference=references[entry["case_id"]], account_email=emails[entry["account_id"]])
        entry["previous_hash"] = previous
        entry["hash"] = previous = _hash(entry)
    return previous


def _hash(entry: dict[str, object]) -> str:
    """Return the hash as `case_studies/chain.py` made it when this migration was written."""
    at = entry["at"] if entry["at"].tzinfo else entry["at"].replace(tzinfo=UTC)
    told = {
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
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _date_the_last_moves() -> None:
    op.execute(
        "UPDATE cases SET moved_at = coalesce((SELECT max(at) FROM history WHERE history.case_id = cases.id "
        "AND history.to_state IS NOT NULL), changed_at)"
    )


def _forbid_changing_history() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_to_change_history() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute(
            "CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON history "
            "FOR EACH ROW EXECUTE FUNCTION refuse_to_change_history()"
        )
        op.execute(
            "CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON history "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_history()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER history_refuses_{verb.lower()} BEFORE {verb} ON history "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _allow_changing_history() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER history_is_append_only ON history")
        op.execute("DROP TRIGGER history_is_never_emptied ON history")
        op.execute("DROP FUNCTION refuse_to_change_history()")
        return
    op.execute("DROP TRIGGER history_refuses_update")
    op.execute("DROP TRIGGER history_refuses_delete")


def _put_back_as_before(kept: dict[str, list[dict[str, object]]]) -> None:
    """Write what the schema before can hold: released reviewers declined, one remark a section, entries of cases."""
    for assignment in kept["assignments"]:
        if assignment["state"] == "released":
            assignment["state"] = "declined"
            assignment["answered_at"] = assignment["answered_at"] or assignment["invited_at"]
    _write("assignments", _without(kept["assignments"], "number", "answer_by", "paused_on"))
    _write("reviews", _without(kept["reviews"], "changes", "saved_on"))
    together: dict[tuple[object, object], dict[str, object]] = {}
    for remark in kept["remarks"]:
        first = together.setdefault((remark["review_id"], remark["section"]), remark)
        if first is not remark:
            first["text"] = f"{first['text']}\n\n{remark['text']}"
    _write("remarks", _without(list(together.values()), "position", "weight", "quote"))
    entries = [entry for entry in kept["history"] if entry["case_id"] is not None and entry["account_id"] is not None]
    _write("history", _without(entries, "number", "reference", "account_email", "previous_hash", "hash"))


def _without(rows: list[dict[str, object]], *names: str) -> list[dict[str, object]]:
    return [{name: value for name, value in row.items() if name not in names} for row in rows]


def _create_tables() -> None:
    op.create_table(
        "history_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("there_is_one_head")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_head")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("absence_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_absences_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_account_id"), "absences", ["account_id"], unique=False)
    op.create_table(
        "conflict_overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconded_by_id", sa.Integer(), nullable=True),
        sa.Column("seconded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("override_has_a_reason")),
        sa.CheckConstraint(
            "(seconded_by_id IS NULL) = (seconded_at IS NULL)", name=op.f("seconded_has_an_editor_and_a_date")
        ),
        sa.CheckConstraint(
            "account_id <> proposed_by_id AND (seconded_by_id IS NULL OR account_id <> seconded_by_id)",
            name=op.f("nobody_overrides_for_themselves"),
        ),
        sa.CheckConstraint("proposed_by_id <> seconded_by_id", name=op.f("override_needs_two_editors")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_conflict_overrides_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_conflict_overrides_case_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["accounts.id"], name=op.f("fk_conflict_overrides_proposed_by_id")),
        sa.ForeignKeyConstraint(["seconded_by_id"], ["accounts.id"], name=op.f("fk_conflict_overrides_seconded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_overrides")),
        sa.UniqueConstraint("case_id", "account_id", name="one_override_per_case_and_account"),
    )
    op.create_index(op.f("ix_conflict_overrides_account_id"), "conflict_overrides", ["account_id"], unique=False)
    op.create_index(op.f("ix_conflict_overrides_case_id"), "conflict_overrides", ["case_id"], unique=False)
    op.create_table(
        "declared_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_declared_conflicts_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_declared_conflicts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_conflicts")),
        sa.UniqueConstraint("case_id", "account_id", name="one_declaration_per_case_and_account"),
    )
    op.create_index(op.f("ix_declared_conflicts_account_id"), "declared_conflicts", ["account_id"], unique=False)
    op.create_index(op.f("ix_declared_conflicts_case_id"), "declared_conflicts", ["case_id"], unique=False)
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("account_email", sa.String(), nullable=True),
        sa.Column("delegation_code", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=True),
        sa.Column("to_state", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_history_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_history_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
        sa.UniqueConstraint("hash", name=op.f("uq_history_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_history_number")),
    )
    op.create_index(op.f("ix_history_case_id"), "history", ["case_id"], unique=False)
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest_day", sa.Date(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name=op.f("sent_or_failed_not_both")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mails_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("account_id", "digest_day", name="one_digest_per_person_and_day"),
    )
    op.create_index(op.f("ix_mails_account_id"), "mails", ["account_id"], unique=False)
    op.create_index("ix_mails_waiting", "mails", ["sent_at", "failed_at", "next_try_at"], unique=False)
    op.create_table(
        "notice_choices",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.CheckConstraint("delivery IN ('at_once', 'digest', 'off')", name=op.f("choice_is_a_known_delivery")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notice_choices_account_id")),
        sa.PrimaryKeyConstraint("account_id", "event", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "reviewer_profiles",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("largest_load", sa.Integer(), nullable=False),
        sa.CheckConstraint("largest_load >= 0", name=op.f("largest_load_is_not_negative")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_reviewer_profiles_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_reviewer_profiles")),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_note", sa.String(), nullable=False),
        sa.CheckConstraint("state <> 'invited' OR answered_at IS NULL", name=op.f("invited_has_not_answered")),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'submitted', 'released')",
            name=op.f("assignment_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'declined', 'submitted') OR answered_at IS NOT NULL",
            name=op.f("answered_has_a_date"),
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name=op.f("fk_assignments_reviewer_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_assignments_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("revision_id", "number", name="one_number_per_reviewer_and_revision"),
        sa.UniqueConstraint("revision_id", "reviewer_id", name="one_assignment_per_reviewer_and_revision"),
    )
    op.create_index(op.f("ix_assignments_reviewer_id"), "assignments", ["reviewer_id"], unique=False)
    op.create_index(op.f("ix_assignments_revision_id"), "assignments", ["revision_id"], unique=False)
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("delivery IN ('at_once', 'digest', 'off')", name=op.f("notice_has_a_known_delivery")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notices_case_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_notices_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("account_id", "key", name="one_notice_per_event_and_person"),
    )
    op.create_index(op.f("ix_notices_account_id"), "notices", ["account_id"], unique=False)
    op.create_index(op.f("ix_notices_case_id"), "notices", ["case_id"], unique=False)
    op.create_index(op.f("ix_notices_mail_id"), "notices", ["mail_id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("relevance", sa.Integer(), nullable=True),
        sa.Column("clarity", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=True),
        sa.Column("transfer", sa.Integer(), nullable=True),
        sa.Column("recommendation", sa.String(), nullable=True),
        sa.Column("overall", sa.String(), nullable=False),
        sa.Column("note_to_editors", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=True),
        sa.Column("saved_on", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "recommendation IS NULL OR recommendation IN ('approve', 'revise', 'decline')",
            name=op.f("recommendation_is_known"),
        ),
        sa.CheckConstraint(
            "submitted_at IS NULL OR (recommendation IS NOT NULL AND relevance IS NOT NULL AND relevance BETWEEN 1 AND 5 AND clarity IS NOT NULL AND clarity BETWEEN 1 AND 5 AND evidence IS NOT NULL AND evidence BETWEEN 1 AND 5 AND transfer IS NOT NULL AND transfer BETWEEN 1 AND 5)",
            name=op.f("submitted_review_is_complete"),
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_reviews_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reviews_assignment_id")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "section IN ('summary', 'situation', 'actions', 'resources', 'results', 'shortcomings', 'lessons', 'transfer')",
            name=op.f("remark_is_tied_to_a_section"),
        ),
        sa.CheckConstraint("weight IN ('must', 'suggestion')", name=op.f("remark_is_a_must_or_a_suggestion")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_remarks_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("review_id", "position", name=op.f("uq_remarks_review_id_position")),
    )
    op.create_index(op.f("ix_remarks_review_id"), "remarks", ["review_id"], unique=False)
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("verdict_text", sa.String(), nullable=False),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("answer_says_why")),
        sa.CheckConstraint("verdict IS NULL OR verdict IN ('confirmed', 'reopened')", name=op.f("verdict_is_known")),
        sa.CheckConstraint("(verdict IS NULL) = (verdict_at IS NULL)", name=op.f("verdict_has_a_date")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_answers_account_id")),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_answers_remark_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_answers_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("remark_id", "revision_id", name="one_answer_per_remark_and_revision"),
    )
    op.create_index(op.f("ix_answers_remark_id"), "answers", ["remark_id"], unique=False)
    op.create_index(op.f("ix_answers_revision_id"), "answers", ["revision_id"], unique=False)


def _create_old_tables() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=True),
        sa.Column("to_state", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_history_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_history_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_note", sa.String(), nullable=False),
        sa.CheckConstraint("(state = 'invited') = (answered_at IS NULL)", name=op.f("answered_has_a_date")),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'submitted')", name=op.f("assignment_has_a_known_state")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name=op.f("fk_assignments_reviewer_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_assignments_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("revision_id", "reviewer_id", name="one_assignment_per_reviewer_and_revision"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("relevance", sa.Integer(), nullable=True),
        sa.Column("clarity", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=True),
        sa.Column("transfer", sa.Integer(), nullable=True),
        sa.Column("recommendation", sa.String(), nullable=True),
        sa.Column("overall", sa.String(), nullable=False),
        sa.Column("note_to_editors", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "recommendation IS NULL OR recommendation IN ('approve', 'revise', 'decline')",
            name=op.f("recommendation_is_known"),
        ),
        sa.CheckConstraint(
            "submitted_at IS NULL OR (recommendation IS NOT NULL AND relevance IS NOT NULL AND relevance BETWEEN 1 AND 5 AND clarity IS NOT NULL AND clarity BETWEEN 1 AND 5 AND evidence IS NOT NULL AND evidence BETWEEN 1 AND 5 AND transfer IS NOT NULL AND transfer BETWEEN 1 AND 5)",
            name=op.f("submitted_review_is_complete"),
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_reviews_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reviews_assignment_id")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "section IN ('summary', 'situation', 'actions', 'resources', 'results', 'shortcomings', 'lessons', 'transfer')",
            name=op.f("remark_is_tied_to_a_section"),
        ),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_remarks_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("review_id", "section", name=op.f("uq_remarks_review_id_section")),
    )
    op.create_index(op.f("ix_history_case_id"), "history", ["case_id"], unique=False)
    op.create_index(op.f("ix_assignments_reviewer_id"), "assignments", ["reviewer_id"], unique=False)
    op.create_index(op.f("ix_assignments_revision_id"), "assignments", ["revision_id"], unique=False)
    op.create_index(op.f("ix_remarks_review_id"), "remarks", ["review_id"], unique=False)
