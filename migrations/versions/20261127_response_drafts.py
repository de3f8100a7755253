"""revisions: answers to remarks as they are typed

They become answers when the delegation saves them as such. Until then they are kept beside the revision.

Revision: 20261127_response_drafts
Follows: 20261127_known_browsers
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_response_drafts"
down_revision = "20261127_known_browsers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in place: the tables of links would lose their rows if SQLite built the table again
    op.add_column("revisions", sa.Column("response_drafts", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.execute("ALTER TABLE revisions DROP COLUMN response_drafts")
