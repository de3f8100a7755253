"""confirmations: what a delegation says each year about a published case

Revision: 20261127_confirmations
Follows: 20261127_related_delegations
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_confirmations"
down_revision = "20261127_related_delegations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("life", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("members_only", sa.Boolean(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("life IN ('in_use', 'changed', 'stopped', 'harmful')", name="life_can_be_confirmed"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_confirmations_case_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_confirmations_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index(op.f("ix_confirmations_case_id"), "confirmations", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_confirmations_case_id"), table_name="confirmations")
    op.drop_table("confirmations")
