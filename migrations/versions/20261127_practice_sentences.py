"""practice sentences: what rests on a row of evidence, and when editors look at an adopted practice again

Revision: 20261127_practice_sentences
Follows: 20261127_item_index_tasks
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "20261127_practice_sentences"
down_revision = "20261127_item_index_tasks"
branch_labels = None
depends_on = None

EDITIONS = sa.table(
    "practice_editions",
    sa.column("id", sa.Integer()),
    sa.column("adopted_at", sa.DateTime(timezone=True)),
    sa.column("next_look_on", sa.Date()),
)


def upgrade() -> None:
    op.add_column("practice_evidence", sa.Column("sentences", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("practice_editions", sa.Column("next_look_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    adopted = sa.select(EDITIONS.c.id, EDITIONS.c.adopted_at).where(EDITIONS.c.adopted_at.is_not(None))
    for number, adopted_at in connection.execute(adopted).all():
        day = (adopted_at + timedelta(days=365)).date()
        connection.execute(sa.update(EDITIONS).where(EDITIONS.c.id == number).values(next_look_on=day))


def downgrade() -> None:
    op.drop_column("practice_editions", "next_look_on")
    op.drop_column("practice_evidence", "sentences")
