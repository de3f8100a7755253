"""issue outcomes named: whether another delegation that tried an answer is named to the members

Revision: 20261127_outcomes_named
Follows: 20261127_issue_dates
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_outcomes_named"
down_revision = "20261127_issue_dates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("issue_outcomes", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("issue_outcomes", "named")
