"""index_tasks: the reference of any kind of thing in place of the case

Revision: 20261127_item_index_tasks
Follows: 20261127_answer_pins
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_item_index_tasks"
down_revision = "20261127_answer_pins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("index_tasks", sa.Column("reference", sa.String(), nullable=True))
    op.execute("UPDATE index_tasks SET reference = (SELECT reference FROM cases WHERE cases.id = index_tasks.case_id)")
    with op.batch_alter_table("index_tasks") as table:
        table.drop_index("ix_index_tasks_case_id")
        table.drop_constraint("fk_index_tasks_case_id", type_="foreignkey")
        table.drop_column("case_id")
        table.alter_column("reference", existing_type=sa.String(), nullable=False)
        table.create_index("ix_index_tasks_reference", ["reference"])


def downgrade() -> None:
    op.execute("DELETE FROM index_tasks WHERE reference NOT IN (SELECT reference FROM cases)")
    op.add_column("index_tasks", sa.Column("case_id", sa.Integer(), nullable=True))
    op.execute("UPDATE index_tasks SET case_id = (SELECT id FROM cases WHERE cases.reference = index_tasks.reference)")
    with op.batch_alter_table("index_tasks") as table:
        table.drop_index("ix_index_tasks_reference")
        table.drop_column("reference")
        table.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key("fk_index_tasks_case_id", "cases", ["case_id"], ["id"])
        table.create_index("ix_index_tasks_case_id", ["case_id"])
