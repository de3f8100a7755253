"""cases: when a draft was deleted, and what the form contained that started a case

Code before this revision expects that every case has a revision. So downgrading gives a deleted draft an empty one,
which is withdrawn.

Revision: 20261127_deleted_drafts
Follows: 20261126_history_subjects
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_deleted_drafts"
down_revision = "20261126_history_subjects"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("form_digest", sa.String(), nullable=True))
    op.add_column("cases", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute(
        "INSERT INTO revisions (case_id, number, state, is_current, round_open, language, title, sections, audience, "
        "contact, sources, author_id, writer_ids, self_cleared, created_at) "
        "SELECT cases.id, 1, 'withdrawn', true, false, 'en', '', '{}', 'members', '', '[]', history.account_id, '[]', "
        "false, cases.created_at FROM cases JOIN history ON history.case_id = cases.id AND history.action = 'delete' "
        "WHERE cases.deleted_at IS NOT NULL"
    )
    op.drop_column("cases", "deleted_at")
    op.drop_column("cases", "form_digest")
