"""public records: what everybody may read or could read once, for programs that follow the library

Revision: 20261128_public_records
Follows: 20261127_practice_sentences

The next start of the server fills the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_public_records"
down_revision = "20261127_practice_sentences"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reference", sa.String(), nullable=False, unique=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
    )
    op.create_index("ix_public_records_changed", "public_records", ["changed_at", "id"])
    op.create_table(
        "public_record_sets",
        sa.Column("record_id", sa.Integer(), sa.ForeignKey("public_records.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
    )
    op.create_index("ix_public_record_sets_name", "public_record_sets", ["name"])


def downgrade() -> None:
    op.drop_table("public_record_sets")
    op.drop_table("public_records")
