"""joint texts: versions, comments, breaks of silence, and who aligned

Revision: 20261128_texts
Follows: 20261128_proposals
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_texts"
down_revision = "20261128_proposals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "joint_texts",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text_kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("comments_until", sa.Date(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_from", sa.Integer(), nullable=True),
        sa.Column("silence_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("silence_zone", sa.String(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("owner_code", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "audience = CASE WHEN state = 'delivered' THEN 'public' ELSE 'members' END",
            name=op.f("only_a_delivered_text_is_public"),
        ),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("joint_text_has_a_known_language")
        ),
        sa.CheckConstraint(
            "register = 'on_record' AND attribution = 'named_to_members'", name=op.f("joint_text_is_on_record")
        ),
        sa.CheckConstraint(
            "state <> 'delivered' OR (event_id IS NOT NULL AND delivered_at IS NOT NULL AND speaker <> '' AND (symbol <> '' OR link <> ''))",
            name=op.f("delivered_text_has_event_speaker_and_source"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'dropped') OR (circulated_at IS NOT NULL AND comments_until IS NOT NULL AND shown_from IS NOT NULL)",
            name=op.f("circulated_text_has_a_deadline"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'under_comment', 'under_silence', 'silence_broken', 'agreed', 'delivered', 'dropped')",
            name=op.f("joint_text_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('under_silence', 'agreed', 'delivered') OR (silence_until IS NOT NULL AND silence_zone IS NOT NULL)",
            name=op.f("silence_has_an_hour_and_a_zone"),
        ),
        sa.CheckConstraint(
            "text_kind IN ('statement', 'letter', 'concept_note', 'non_paper')",
            name=op.f("joint_text_has_a_known_kind"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_joint_texts_author_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_joint_texts_event_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_joint_texts_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_texts")),
        sa.UniqueConstraint("form_key", name=op.f("uq_joint_texts_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_joint_texts_reference")),
    )
    op.create_index(op.f("ix_joint_texts_event_id"), "joint_texts", ["event_id"], unique=False)
    op.create_index("ix_joint_texts_listed", "joint_texts", ["state", "moved_at", "id"], unique=False)
    op.create_index(op.f("ix_joint_texts_owner_code"), "joint_texts", ["owner_code"], unique=False)
    op.create_index(op.f("ix_joint_texts_silence_until"), "joint_texts", ["silence_until"], unique=False)

    op.create_table(
        "silence_breaks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(cleared_by_id IS NULL) = (cleared_at IS NULL)", name=op.f("cleared_break_has_an_officer")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_silence_breaks_author_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_silence_breaks_cleared_by_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_silence_breaks_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["joint_texts.id"], name=op.f("fk_silence_breaks_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_breaks")),
    )
    op.create_index(op.f("ix_silence_breaks_text_id"), "silence_breaks", ["text_id"], unique=False)

    op.create_table(
        "text_alignments",
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('aligned', 'stood_aside')", name=op.f("alignment_is_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_text_alignments_account_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_text_alignments_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["joint_texts.id"], name=op.f("fk_text_alignments_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", "delegation_code", name=op.f("pk_text_alignments")),
    )
    op.create_index(op.f("ix_text_alignments_delegation_code"), "text_alignments", ["delegation_code"], unique=False)

    op.create_table(
        "text_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_up_in", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('proposal', 'question')", name=op.f("comment_has_a_known_kind")),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("comment_has_a_known_language")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_text_comments_account_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_text_comments_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["joint_texts.id"], name=op.f("fk_text_comments_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_comments")),
    )
    op.create_index(op.f("ix_text_comments_text_id"), "text_comments", ["text_id"], unique=False)

    op.create_table(
        "text_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["saved_by_id"], ["accounts.id"], name=op.f("fk_text_versions_saved_by_id")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["joint_texts.id"], name=op.f("fk_text_versions_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_versions")),
        sa.UniqueConstraint("text_id", "number", name="version_of_a_text_is_numbered_once"),
    )
    op.create_index(op.f("ix_text_versions_text_id"), "text_versions", ["text_id"], unique=False)


def downgrade() -> None:
    for table in ("text_versions", "text_comments", "text_alignments", "silence_breaks", "joint_texts"):
        op.drop_table(table)
    op.execute("DELETE FROM reference_counters WHERE kind = 'text'")
