"""worker_rounds: when a worker finished its last round

Revision: 20261127_worker_rounds
Follows: 20261127_token_scopes
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_worker_rounds"
down_revision = "20261127_token_scopes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker_rounds",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name="there_is_one_round"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_rounds")),
    )
    op.execute("INSERT INTO worker_rounds (id) VALUES (1)")


def downgrade() -> None:
    op.drop_table("worker_rounds")
