"""attachments: files for named delegations

A downgrade takes files for named delegations out of their cases: code before this revision has no audience for them
that is not wider.

Revision: 20261127_released_files
Follows: 20261127_confirmations
"""

from alembic import op

revision = "20261127_released_files"
down_revision = "20261127_confirmations"
branch_labels = None
depends_on = None

BEFORE, AFTER = "attachment_audience_is_clear_or_green", "attachment_audience_is_known"


def upgrade() -> None:
    with op.batch_alter_table("attachments") as changes:
        changes.drop_constraint(op.f(BEFORE), type_="check")
        changes.create_check_constraint(op.f(AFTER), "audience IN ('public', 'members', 'delegations')")


def downgrade() -> None:
    op.execute("DELETE FROM attachments WHERE audience = 'delegations'")
    with op.batch_alter_table("attachments") as changes:
        changes.drop_constraint(op.f(AFTER), type_="check")
        changes.create_check_constraint(op.f(BEFORE), "audience IN ('public', 'members')")
