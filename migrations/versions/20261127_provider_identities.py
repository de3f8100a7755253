"""provider_identities: who an account is at a sign-in provider; sessions: when and how the office proved who it is

Revision: 20261127_provider_identities
Follows: 20261127_public_applications
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_provider_identities"
down_revision = "20261127_public_applications"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_identities",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_provider_identities_account_id")),
        sa.PrimaryKeyConstraint("account_id", "issuer", name=op.f("pk_provider_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("one_account_per_identity")),
    )
    with op.batch_alter_table("browser_sessions") as table:
        table.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("provider_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE browser_sessions SET proved_at = started_at")
    with op.batch_alter_table("browser_sessions") as table:
        table.alter_column("provider_factor", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("browser_sessions") as table:
        table.drop_column("provider_factor")
        table.drop_column("proved_at")
    op.drop_table("provider_identities")
