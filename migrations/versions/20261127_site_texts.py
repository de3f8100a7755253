"""site_texts: the texts of pages that administrators write

Revision: 20261127_site_texts
Follows: 20261127_rendered_texts
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_site_texts"
down_revision = "20261127_rendered_texts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("page IN ('home', 'about')", name="site_page_is_known"),
        sa.CheckConstraint("language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name="site_text_has_a_known_language"),
        sa.CheckConstraint("(title = '') = (text = '')", name="site_text_has_a_title"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_site_texts_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_texts")),
        sa.UniqueConstraint("page", "language", "number", name=op.f("uq_site_texts_page_language_number")),
    )


def downgrade() -> None:
    op.drop_table("site_texts")
