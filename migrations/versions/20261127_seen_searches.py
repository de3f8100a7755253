"""saved searches: the last entry of the history that their owner has seen

So that the search page can name what is new in them since the owner's last look.

Revision: 20261127_seen_searches
Follows: 20261127_part_saves
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_seen_searches"
down_revision = "20261127_part_saves"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("saved_searches", sa.Column("seen_until", sa.Integer(), nullable=True))
    op.execute("UPDATE saved_searches SET seen_until = alerted_until")
    with op.batch_alter_table("saved_searches") as table:
        table.alter_column("seen_until", nullable=False, existing_type=sa.Integer())


def downgrade() -> None:
    with op.batch_alter_table("saved_searches") as table:
        table.drop_column("seen_until")
