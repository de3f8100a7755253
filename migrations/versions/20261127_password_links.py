"""mails: until when the link works that sets a password

Revision: 20261127_password_links
Follows: 20261127_sign_in_attempts
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_password_links"
down_revision = "20261127_sign_in_attempts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mails", sa.Column("link_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM mails WHERE link_until IS NOT NULL")
    op.drop_column("mails", "link_until")
