"""known_browsers: the browsers that an office has signed in from

Revision: 20261127_known_browsers
Follows: 20261127_password_links
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_known_browsers"
down_revision = "20261127_password_links"
branch_labels = None
depends_on = None

EVENTS = "'sign_in_from_new_browser', 'password_changed', 'roles_changed'"


def upgrade() -> None:
    op.create_table(
        "known_browsers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_known_browsers_account_id")),
        sa.PrimaryKeyConstraint("account_id", "digest", name=op.f("pk_known_browsers")),
    )
    op.create_index(op.f("ix_known_browsers_last_used_at"), "known_browsers", ["last_used_at"])


def downgrade() -> None:
    """Delete the notices that code before this revision can't read, with their mails."""
    bind = op.get_bind()
    of_accounts = f"event IN ({EVENTS})"
    mails = bind.execute(sa.text(f"SELECT mail_id FROM notices WHERE {of_accounts} AND mail_id IS NOT NULL")).all()
    op.execute(f"DELETE FROM notices WHERE {of_accounts}")
    for (number,) in mails:
        bind.execute(sa.text("DELETE FROM mails WHERE id = :number"), {"number": number})
    op.drop_table("known_browsers")
