"""unanswered words: what members searched for and did not find, as digests until enough noted the same

Revision: 20261128_unanswered
Follows: 20261128_capacity
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_unanswered"
down_revision = "20261128_capacity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unanswered_notes",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("by_office", "by_delegation", "digest")),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("by_office", name=op.f("pk_unanswered_notes")),
    )
    for name in ("digest", "noted_on"):
        op.create_index(op.f(f"ix_unanswered_notes_{name}"), "unanswered_notes", [name])
    op.create_table(
        "unanswered_words",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("digest", "words")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_unanswered_words")),
    )


def downgrade() -> None:
    for name in ("unanswered_words", "unanswered_notes"):
        op.drop_table(name)
