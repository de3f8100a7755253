"""exports: long documents that the worker makes for one account

Revision: 20261128_exports
Follows: 20261128_collections
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_exports"
down_revision = "20261128_collections"
branch_labels = None
depends_on = None

RULES = {
    "export_source_is_known": "source IN ('search', 'basket', 'collection')",
    "export_form_is_known": "form IN ('pdf', 'docx', 'epub')",
    "export_state_is_known": "state IN ('waiting', 'under_way', 'ready', 'stopped', 'failed')",
    "export_failure_is_known": "failure IN ('nothing_left', 'changed', 'not_made')",
    "export_has_things": "things BETWEEN 1 AND 100",
    "export_has_done_no_more_than_there_is": "done BETWEEN 0 AND things",
    "export_is_not_tried_for_ever": "tries BETWEEN 0 AND 3",
    "export_under_way_is_claimed": "(state = 'under_way') = (claimed_until IS NOT NULL)",
    "failed_export_says_why": "(state = 'failed') = (failure IS NOT NULL)",
    "ended_export_expires": "(state IN ('waiting', 'under_way')) = (expires_at IS NULL)",
    "export_has_a_file_while_made": "(state IN ('under_way', 'ready')) = (file IS NOT NULL)",
    "ready_export_says_what_is_in_it": "(state = 'ready') = (contents IS NOT NULL)",
    "ready_export_is_marked": "(state = 'ready') = (mark IS NOT NULL)",
}


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("contents", sa.JSON(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(name)) for name, rule in RULES.items()),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_exports_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("file", name=op.f("uq_exports_file")),
        sa.UniqueConstraint("token", name=op.f("uq_exports_token")),
    )
    op.create_index(op.f("ix_exports_account_id"), "exports", ["account_id"])
    op.create_index("ix_exports_waiting", "exports", ["state", "id"])


def downgrade() -> None:
    op.drop_table("exports")
