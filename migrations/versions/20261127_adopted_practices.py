"""adopted practices: what a delegation adopts is a case or a practice

Downgrading deletes the adoptions of practices, which the code before this revision does not know.

Revision: 20261127_adopted_practices
Follows: 20261127_practices
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_adopted_practices"
down_revision = "20261127_practices"
branch_labels = None
depends_on = None

ONE_OF_TWO = (
    "(case_id IS NULL) <> (practice_id IS NULL) AND (case_id IS NULL) = (revision_number IS NULL) AND "
    "(practice_id IS NULL) = (edition_number IS NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("adoptions") as adoptions:
        adoptions.add_column(sa.Column("practice_id", sa.Integer(), nullable=True))
        adoptions.add_column(sa.Column("edition_number", sa.Integer(), nullable=True))
        adoptions.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
        adoptions.alter_column("revision_number", existing_type=sa.Integer(), nullable=True)
        adoptions.create_foreign_key(op.f("fk_adoptions_practice_id"), "practices", ["practice_id"], ["id"])
        adoptions.create_check_constraint(op.f("adoption_is_of_a_case_or_a_practice"), ONE_OF_TWO)
        adoptions.create_index(op.f("ix_adoptions_practice_id"), ["practice_id"], unique=False)


def downgrade() -> None:
    of_practices = "SELECT id FROM adoptions WHERE practice_id IS NOT NULL"
    op.execute(f"DELETE FROM adoption_statements WHERE adoption_id IN ({of_practices})")
    op.execute("DELETE FROM adoptions WHERE practice_id IS NOT NULL")
    with op.batch_alter_table("adoptions") as adoptions:
        adoptions.drop_index(op.f("ix_adoptions_practice_id"))
        adoptions.drop_constraint(op.f("adoption_is_of_a_case_or_a_practice"), type_="check")
        adoptions.drop_constraint(op.f("fk_adoptions_practice_id"), type_="foreignkey")
        adoptions.alter_column("revision_number", existing_type=sa.Integer(), nullable=False)
        adoptions.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
        adoptions.drop_column("edition_number")
        adoptions.drop_column("practice_id")
