"""revisions: why a finding of the check may stay

Revision: 20261127_justifications
Follows: 20261127_vocabularies
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_justifications"
down_revision = "20261127_vocabularies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: the tables of links would lose their rows if SQLite built the table again
    op.add_column("revisions", sa.Column("justifications", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.execute("ALTER TABLE revisions DROP COLUMN justifications")
