"""saved searches: the last entry of the history that alerts cover, instead of a moment

A moment can come again: after the clock of the server was set back, publications seemed to be reported already.

Revision: 20261127_saved_search_numbers
Follows: 20261127_deleted_drafts
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_saved_search_numbers"
down_revision = "20261127_deleted_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("saved_searches", sa.Column("alerted_until", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE saved_searches SET alerted_until = coalesce((SELECT max(number) FROM history WHERE at <= told_at), 0)"
    )
    with op.batch_alter_table("saved_searches") as table:
        table.alter_column("alerted_until", nullable=False, existing_type=sa.Integer())
        table.drop_column("told_at")


def downgrade() -> None:
    op.add_column("saved_searches", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE saved_searches SET told_at = coalesce("
        "(SELECT max(at) FROM history WHERE number <= alerted_until), saved_at)"
    )
    with op.batch_alter_table("saved_searches") as table:
        table.alter_column("told_at", nullable=False, existing_type=sa.DateTime(timezone=True))
        table.drop_column("alerted_until")
