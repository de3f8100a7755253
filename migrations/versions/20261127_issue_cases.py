"""issue cases: the case that was made of an issue, and whether that of an answer moved

Revision: 20261127_issue_cases
Follows: 20261127_outcomes_named
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_issue_cases"
down_revision = "20261127_outcomes_named"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # no batch on SQLite: the rows that belong to issues would be deleted with the table that it copies
    op.execute("ALTER TABLE issues ADD COLUMN case_id INTEGER CONSTRAINT fk_issues_case_id REFERENCES cases (id)")
    op.add_column("issue_answers", sa.Column("case_audience", sa.String(), nullable=True))
    op.add_column("issue_answers", sa.Column("case_moved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE issue_answers SET case_audience = (SELECT audience FROM revisions WHERE"
        " revisions.case_id = issue_answers.case_id AND revisions.number = issue_answers.revision_number)"
    )
    op.create_index(op.f("ix_issues_case_id"), "issues", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_column("issue_answers", "case_moved_at")
    op.drop_column("issue_answers", "case_audience")
    op.drop_index(op.f("ix_issues_case_id"), table_name="issues")
    op.drop_column("issues", "case_id")
