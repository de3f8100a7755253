"""revisions: relations by which delegations read parts, and the delegations that this gave

Revision: 20261127_related_delegations
Follows: 20261127_index_tasks
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_related_delegations"
down_revision = "20261127_index_tasks"
branch_labels = None
depends_on = None

COLUMNS = {"released_by": "{}", "related_codes": "[]"}


def upgrade() -> None:
    # in place: the tables of links would lose their rows if SQLite built the table again
    for name, empty in COLUMNS.items():
        op.add_column("revisions", sa.Column(name, sa.JSON(), nullable=False, server_default=empty))


def downgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE revisions DROP COLUMN {name}")
