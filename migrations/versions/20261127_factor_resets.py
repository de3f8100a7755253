"""factor_resets: two administrators remove the second factor of an account

Revision: 20261127_factor_resets
Follows: 20261127_attachments
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_factor_resets"
down_revision = "20261127_attachments"
branch_labels = None
depends_on = None

EVENTS = "'factor_reset_asked', 'factor_reset_waits'"


def upgrade() -> None:
    op.create_table(
        "factor_resets",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_factor_resets_account_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_factor_resets_asked_by")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_factor_resets")),
    )


def downgrade() -> None:
    """Delete what waits, and the notices that code before this revision can't read, with their mails."""
    bind = op.get_bind()
    of_resets = f"event IN ({EVENTS})"
    mails = bind.execute(sa.text(f"SELECT mail_id FROM notices WHERE {of_resets} AND mail_id IS NOT NULL")).all()
    op.execute(f"DELETE FROM notices WHERE {of_resets}")
    for (number,) in mails:
        bind.execute(sa.text("DELETE FROM mails WHERE id = :number"), {"number": number})
    op.drop_table("factor_resets")
