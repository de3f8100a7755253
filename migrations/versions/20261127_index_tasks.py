"""index_tasks: whether readers may now read less than the index has

Revision: 20261127_index_tasks
Follows: 20261127_uploads
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_index_tasks"
down_revision = "20261127_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("index_tasks", sa.Column("narrows", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("ALTER TABLE index_tasks DROP COLUMN narrows")
