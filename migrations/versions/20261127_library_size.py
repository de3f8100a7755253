"""revisions, history: indexes with all columns that lists and counts need

So that a large library is counted without reading its texts.

Revision: 20261127_library_size
Follows: 20261127_conflict_numbers
"""

from alembic import op

revision = "20261127_library_size"
down_revision = "20261127_conflict_numbers"
branch_labels = None
depends_on = None

PUBLISHED = ["state", "audience", "is_current", "published_at", "case_id"]
KNOWN = ["case_id", "number", "state", "is_current", "audience", "submitted_at", "created_at"]
STEPS = ["case_id", "action", "number", "revision_number", "to_state", "at"]


def upgrade() -> None:
    op.drop_index("ix_revisions_state", "revisions")
    op.create_index("ix_revisions_published", "revisions", PUBLISHED)
    op.create_index("ix_revisions_known", "revisions", KNOWN)
    op.create_index("ix_history_steps", "history", STEPS)


def downgrade() -> None:
    op.drop_index("ix_history_steps", "history")
    op.drop_index("ix_revisions_known", "revisions")
    op.drop_index("ix_revisions_published", "revisions")
    op.create_index("ix_revisions_state", "revisions", ["state"])
