"""notices: a number of its own for each account, by which its notices are addressed

The id is one sequence for the whole platform, so that its gaps showed how much happens to others.

Revision: 20261127_notice_numbers
Follows: 20261127_issue_cases
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_notice_numbers"
down_revision = "20261127_issue_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE notices SET number = (SELECT count(*) FROM notices AS earlier"
        " WHERE earlier.account_id = notices.account_id AND earlier.id <= notices.id)"
    )


def downgrade() -> None:
    op.drop_column("notices", "number")
