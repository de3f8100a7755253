"""vocabularies: themes, operations and initiatives that administrators change, retire and merge

After a downgrade, merged entries are entries of their own again. The cases that had them have both.

Revision: 20261127_vocabularies
Follows: 20261127_factor_resets
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_vocabularies"
down_revision = "20261127_factor_resets"
branch_labels = None
depends_on = None

TABLES = {"themes": "theme", "operations": "operation", "initiatives": "initiative"}


def upgrade() -> None:
    for table, noun in TABLES.items():
        with op.batch_alter_table(table) as changes:
            changes.add_column(sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))
            changes.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
            changes.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
            changes.add_column(sa.Column("changed_by_id", sa.Integer(), nullable=True))
            changes.add_column(sa.Column("merged_into_id", sa.String(), nullable=True))
            changes.create_foreign_key(op.f(f"fk_{table}_changed_by_id"), "accounts", ["changed_by_id"], ["id"])
            changes.create_foreign_key(op.f(f"fk_{table}_merged_into_id"), table, ["merged_into_id"], ["id"])
            changes.create_check_constraint(op.f(f"{noun}_is_not_merged_into_itself"), "merged_into_id <> id")
            changes.create_check_constraint(
                op.f(f"{noun}_was_changed_by_somebody"), "(changed_by_id IS NULL) = (changed_at IS NULL)"
            )
        op.create_index(op.f(f"ix_{table}_merged_into_id"), table, ["merged_into_id"])
        with op.batch_alter_table(table) as changes:
            changes.alter_column("retired", server_default=None)
            changes.alter_column("edition", server_default=None)
    with op.batch_alter_table("themes") as changes:
        changes.add_column(sa.Column("placed_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("themes") as changes:
        changes.alter_column("placed_by_hand", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("themes") as changes:
        changes.drop_column("placed_by_hand")
    for table, noun in TABLES.items():
        op.drop_index(op.f(f"ix_{table}_merged_into_id"), table)
        with op.batch_alter_table(table) as changes:
            for rule in (f"{noun}_was_changed_by_somebody", f"{noun}_is_not_merged_into_itself"):
                changes.drop_constraint(op.f(rule), type_="check")
            for column in ("merged_into_id", "changed_by_id"):
                changes.drop_constraint(op.f(f"fk_{table}_{column}"), type_="foreignkey")
            for column in ("merged_into_id", "changed_by_id", "changed_at", "edition", "retired"):
                changes.drop_column(column)
