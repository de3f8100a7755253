"""attachments: files of a revision, and what the store has of each

Revision: 20261127_attachments
Follows: 20261127_office_invitations
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_attachments"
down_revision = "20261127_office_invitations"
branch_labels = None
depends_on = None

TYPES = (
    "'application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', "
    "'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'image/png', 'image/jpeg', 'image/webp'"
)
LANGUAGES = "'en', 'fr', 'es', 'ar', 'zh', 'ru'"


def upgrade() -> None:
    op.create_table(
        "stored_files",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"media_type IN ({TYPES})", name="file_has_a_known_type"),
        sa.CheckConstraint(f"language IS NULL OR language IN ({LANGUAGES})", name="file_language_is_known"),
        sa.CheckConstraint("size > 0", name="file_is_not_empty"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_files")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("audience IN ('public', 'members')", name="attachment_audience_is_clear_or_green"),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_attachments_revision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["stored_files.digest"], name=op.f("fk_attachments_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("revision_id", "key", name=op.f("uq_attachments_revision_id_key")),
    )
    op.create_index(op.f("ix_attachments_revision_id"), "attachments", ["revision_id"])
    op.create_index("ix_attachments_digest", "attachments", ["digest"])


def downgrade() -> None:
    op.drop_table("attachments")
    op.drop_table("stored_files")
