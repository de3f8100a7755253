"""authenticator_apps, recovery_codes: the second factor of a sign-in

Revision: 20261127_second_factors
Follows: 20261127_delegations
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_second_factors"
down_revision = "20261127_delegations"
branch_labels = None
depends_on = None

EVENTS = "'factors_changed', 'recovery_code_used'"


def upgrade() -> None:
    op.create_table(
        "authenticator_apps",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_authenticator_apps_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_authenticator_apps")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])


def downgrade() -> None:
    """Delete the factors, and the notices that code before this revision can't read, with their mails."""
    bind = op.get_bind()
    of_factors = f"event IN ({EVENTS})"
    mails = bind.execute(sa.text(f"SELECT mail_id FROM notices WHERE {of_factors} AND mail_id IS NOT NULL")).all()
    op.execute(f"DELETE FROM notices WHERE {of_factors}")
    for (number,) in mails:
        bind.execute(sa.text("DELETE FROM mails WHERE id = :number"), {"number": number})
    op.drop_table("recovery_codes")
    op.drop_table("authenticator_apps")
