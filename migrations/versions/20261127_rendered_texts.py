"""rendered_texts: the texts of frozen revisions as they are shown; the worker fills them in

Revision: 20261127_rendered_texts
Follows: 20261127_address_changes
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_rendered_texts"
down_revision = "20261127_address_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rendered_texts",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("dialect", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_rendered_texts_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "digest", name=op.f("pk_rendered_texts")),
    )


def downgrade() -> None:
    op.drop_table("rendered_texts")
