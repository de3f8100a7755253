"""search: the thesaurus, and saved searches

Revision: 20261122_search
Follows: 20261122_peer_review
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_search"
down_revision = "20261122_peer_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concepts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("facet", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(facet IS NULL) = (value IS NULL)", name=op.f("concept_names_facet_and_value")),
        sa.CheckConstraint(
            "(changed_by_id IS NULL) = (changed_at IS NULL)", name=op.f("concept_was_changed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["changed_by_id"], ["accounts.id"], name=op.f("fk_concepts_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concepts")),
    )
    op.create_index(op.f("ix_concepts_edition"), "concepts", ["edition"], unique=False)
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rhythm IN ('at_once', 'daily', 'weekly')", name=op.f("rhythm_is_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_searches_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("account_id", "address", name="one_saved_search_per_person_and_address"),
    )
    op.create_index(op.f("ix_saved_searches_account_id"), "saved_searches", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("saved_searches")
    op.drop_table("concepts")
