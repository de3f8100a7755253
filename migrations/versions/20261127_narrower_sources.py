"""revisions: sources that have fewer readers than the others

Revision: 20261127_narrower_sources
Follows: 20261127_justifications
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_narrower_sources"
down_revision = "20261127_justifications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: the tables of links would lose their rows if SQLite built the table again
    op.add_column("revisions", sa.Column("narrower_sources", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.execute("ALTER TABLE revisions DROP COLUMN narrower_sources")
