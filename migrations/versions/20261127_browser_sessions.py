"""browser_sessions: the browsers in which an account is signed in

Each session can be ended on its own, so the key that all sessions of an account shared is no longer needed. Everybody
signs in again after this migration.

Revision: 20261127_browser_sessions
Follows: 20261127_library_size
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "20261127_browser_sessions"
down_revision = "20261127_library_size"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "browser_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_browser_sessions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_browser_sessions_digest")),
    )
    op.create_index(op.f("ix_browser_sessions_account_id"), "browser_sessions", ["account_id"])
    with op.batch_alter_table("accounts") as table:
        table.drop_constraint("uq_accounts_session_key", type_="unique")
        table.drop_column("session_key")


def downgrade() -> None:
    op.add_column("accounts", sa.Column("session_key", sa.String(), nullable=True))
    accounts = sa.table("accounts", sa.column("id", sa.Integer), sa.column("session_key", sa.String))
    bind = op.get_bind()
    for number in bind.execute(sa.select(accounts.c.id)).scalars().all():
        bind.execute(sa.update(accounts).where(accounts.c.id == number).values(session_key=secrets.token_urlsafe(24)))
    with op.batch_alter_table("accounts") as table:
        table.alter_column("session_key", nullable=False, existing_type=sa.String())
        table.create_unique_constraint("uq_accounts_session_key", ["session_key"])
    op.drop_table("browser_sessions")
