"""sign_in_attempts: how often somebody tried to sign in, by address and by network

Revision: 20261127_sign_in_attempts
Follows: 20261127_browser_sessions
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_sign_in_attempts"
down_revision = "20261127_browser_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_last_at"), "sign_in_attempts", ["last_at"])


def downgrade() -> None:
    op.drop_table("sign_in_attempts")
