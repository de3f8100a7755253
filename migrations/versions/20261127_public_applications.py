"""applications: whether everybody may know of the membership

Revision: 20261127_public_applications
Follows: 20261127_site_texts
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_public_applications"
down_revision = "20261127_site_texts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("applications", sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("applications", "is_public")
