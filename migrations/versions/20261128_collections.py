"""collections: things of several kinds in an order, each with a reason

Revision: 20261128_collections
Follows: 20261128_unanswered
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_collections"
down_revision = "20261128_unanswered"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collections",
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
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column("needs_clearance", sa.Boolean(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'published', 'withdrawn')", name=op.f("collection_has_a_known_state")
        ),
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("collection_audience_is_known")),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("collection_has_a_known_language")
        ),
        sa.CheckConstraint(
            "register = 'on_record' AND attribution = 'named'", name=op.f("collection_is_on_record_and_named")
        ),
        sa.CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL", name=op.f("published_collection_has_a_date")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_collections_author_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_collections_cleared_by_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_collections_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint("form_key", name=op.f("uq_collections_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_collections_reference")),
    )
    op.create_index(op.f("ix_collections_owner_code"), "collections", ["owner_code"])
    op.create_index("ix_collections_listed", "collections", ["state", "published_at", "id"])
    op.create_table(
        "collected_things",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collections.id"], name=op.f("fk_collected_things_collection_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "reference", name=op.f("pk_collected_things")),
    )


def downgrade() -> None:
    op.drop_table("collected_things")
    op.drop_table("collections")
