"""index_rebuilds: the rebuild of the search indexes that an administrator asked for

Revision: 20261127_index_rebuilds
Follows: 20261127_second_factors
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_index_rebuilds"
down_revision = "20261127_second_factors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "index_rebuilds",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("id = 1", name="there_is_one_rebuild"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_rebuilds")),
    )
    op.execute("INSERT INTO index_rebuilds (id, written, total, failed) VALUES (1, 0, 0, false)")


def downgrade() -> None:
    op.drop_table("index_rebuilds")
