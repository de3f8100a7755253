"""address_changes: changes of an address that both mailboxes confirm; mails to another address than that of the account

Revision: 20261127_address_changes
Follows: 20261127_settings
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_address_changes"
down_revision = "20261127_settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "address_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("new_email", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("new_email = lower(new_email)", name=op.f("new_address_is_lower_case")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_address_changes_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_changes")),
    )
    op.create_index(op.f("ix_address_changes_account_id"), "address_changes", ["account_id"])
    with op.batch_alter_table("mails") as table:
        table.add_column(sa.Column("address", sa.String(), nullable=True))
        table.add_column(sa.Column("address_change_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("copy_of_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_mails_address_change_id", "address_changes", ["address_change_id"], ["id"])
        table.create_foreign_key("fk_mails_copy_of_id", "mails", ["copy_of_id"], ["id"])


def downgrade() -> None:
    op.execute("DELETE FROM mails WHERE address IS NOT NULL OR address_change_id IS NOT NULL")
    with op.batch_alter_table("mails") as table:
        table.drop_constraint("fk_mails_copy_of_id", type_="foreignkey")
        table.drop_constraint("fk_mails_address_change_id", type_="foreignkey")
        table.drop_column("copy_of_id")
        table.drop_column("address_change_id")
        table.drop_column("address")
    op.drop_table("address_changes")
