"""api_tokens: a name, scopes, an end and the last use

Tokens from before have all scopes, as they had, and end after a year.

Revision: 20261127_token_scopes
Follows: 20261127_response_drafts
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "20261127_token_scopes"
down_revision = "20261127_response_drafts"
branch_labels = None
depends_on = None

EVENTS = "'token_created', 'token_revoked'"
COLUMNS = ("name", "scopes", "expires_at")


def upgrade() -> None:
    op.add_column("api_tokens", sa.Column("name", sa.String(), nullable=True))
    op.add_column("api_tokens", sa.Column("scopes", sa.JSON(), nullable=True))
    op.add_column("api_tokens", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_tokens", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
    tokens = sa.table(
        "api_tokens",
        sa.column("name"),
        sa.column("scopes", sa.JSON()),
        sa.column("expires_at", sa.DateTime(timezone=True)),
    )
    end = datetime.now(UTC) + timedelta(days=365)
    op.execute(sa.update(tokens).values(name="Program", scopes=["read", "write", "review"], expires_at=end))
    with op.batch_alter_table("api_tokens") as table:
        for name in COLUMNS:
            table.alter_column(name, nullable=False)


def downgrade() -> None:
    """Delete the notices that code before this revision can't read, with their mails."""
    bind = op.get_bind()
    of_tokens = f"event IN ({EVENTS})"
    mails = bind.execute(sa.text(f"SELECT mail_id FROM notices WHERE {of_tokens} AND mail_id IS NOT NULL")).all()
    op.execute(f"DELETE FROM notices WHERE {of_tokens}")
    for (number,) in mails:
        bind.execute(sa.text("DELETE FROM mails WHERE id = :number"), {"number": number})
    with op.batch_alter_table("api_tokens") as table:
        for name in (*COLUMNS, "last_used_at"):
            table.drop_column(name)
