"""office_invitations: invitations that nobody has accepted yet

Revision: 20261127_office_invitations
Follows: 20261127_passkeys
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_office_invitations"
down_revision = "20261127_passkeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_invitations",
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_office_invitations_delegation_code")
        ),
        sa.PrimaryKeyConstraint("delegation_code", "email", name=op.f("pk_office_invitations")),
    )


def downgrade() -> None:
    op.drop_table("office_invitations")
