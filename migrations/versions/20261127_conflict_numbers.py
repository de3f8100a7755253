"""conflicts: the entry of the history that declared a conflict, or agreed to an exception

So that their order does not rest on the clock of the server, which can be set back.

Revision: 20261127_conflict_numbers
Follows: 20261127_seen_searches
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_conflict_numbers"
down_revision = "20261127_seen_searches"
branch_labels = None
depends_on = None

HAS_AN_ENTRY = "(seconded_at IS NULL) = (seconded_number IS NULL)"


def upgrade() -> None:
    op.add_column("declared_conflicts", sa.Column("declared_number", sa.Integer(), nullable=True))
    op.add_column("conflict_overrides", sa.Column("seconded_number", sa.Integer(), nullable=True))
    _number("declared_conflicts", "declared_number", "declare_conflict", "account_id")
    _number("conflict_overrides", "seconded_number", "second_override", "subject_id", "WHERE seconded_at IS NOT NULL")
    with op.batch_alter_table("declared_conflicts") as table:
        table.alter_column("declared_number", nullable=False, existing_type=sa.Integer())
    with op.batch_alter_table("conflict_overrides") as table:
        table.create_check_constraint("seconded_has_an_entry", HAS_AN_ENTRY)


def downgrade() -> None:
    with op.batch_alter_table("conflict_overrides") as table:
        table.drop_constraint("seconded_has_an_entry", type_="check")
        table.drop_column("seconded_number")
    with op.batch_alter_table("declared_conflicts") as table:
        table.drop_column("declared_number")


def _number(table: str, column: str, action: str, person: str, which: str = "") -> None:
    """Set the number of the last entry about the same case and person; 0 if there is none."""
    op.execute(
        f"UPDATE {table} SET {column} = (SELECT coalesce(max(number), 0) FROM history WHERE action = '{action}' "
        f"AND history.case_id = {table}.case_id AND history.{person} = {table}.account_id) {which}"
    )
