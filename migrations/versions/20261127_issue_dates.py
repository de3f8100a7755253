"""issue dates: when a synthesis is due, and when a delegation is asked how its issue is now

Revision: 20261127_issue_dates
Follows: 20261127_adoptions
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_issue_dates"
down_revision = "20261127_adoptions"
branch_labels = None
depends_on = None

DATES = ("synthesis_due_on", "remind_editors_on", "answer_by_notice_on", "asked_on")
INDEXED = ("remind_editors_on", "answer_by_notice_on", "asked_on", "ask_again_on")


def upgrade() -> None:
    for name in DATES:
        op.add_column("issues", sa.Column(name, sa.Date(), nullable=True))
    for name in ("times_asked", "unanswered_asks"):
        op.add_column("issues", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("issues", sa.Column("names_agreed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("issues", sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in INDEXED:
        op.create_index(op.f(f"ix_issues_{name}"), "issues", [name], unique=False)


def downgrade() -> None:
    for name in INDEXED:
        op.drop_index(op.f(f"ix_issues_{name}"), table_name="issues")
    for name in ("stale", "names_agreed", "unanswered_asks", "times_asked", *reversed(DATES)):
        op.drop_column("issues", name)
