"""settings: what administrators changed while Casebook runs

Revision: 20261127_settings
Follows: 20261127_applications
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_settings"
down_revision = "20261127_applications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def downgrade() -> None:
    op.drop_table("settings")
