"""threads: informal discussions among members

Revision: 20261127_threads
Follows: 20261127_notice_numbers
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_threads"
down_revision = "20261127_notice_numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("owner_code", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("kept_days", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("summarized_by_id", sa.Integer(), nullable=True),
        sa.Column("summarized_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objections_until", sa.Date(), nullable=True),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "attribution = 'named_to_members' OR attribution = 'unnamed'", name=op.f("thread_attribution_is_known")
        ),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("thread_has_a_known_language")
        ),
        sa.CheckConstraint(
            "register = 'informal' AND audience = 'members'", name=op.f("thread_is_informal_and_for_members")
        ),
        sa.CheckConstraint("state = 'expired' OR author_id IS NOT NULL", name=op.f("thread_has_a_convener")),
        sa.CheckConstraint("state = 'open' OR summarized_at IS NOT NULL", name=op.f("closed_thread_has_a_summary")),
        sa.CheckConstraint("state IN ('open', 'closing', 'closed', 'expired')", name=op.f("thread_has_a_known_state")),
        sa.CheckConstraint(
            "state NOT IN ('closed', 'expired') OR closed_at IS NOT NULL", name=op.f("closed_thread_has_a_date")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_threads_author_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_threads_owner_code")),
        sa.ForeignKeyConstraint(["summarized_by_id"], ["accounts.id"], name=op.f("fk_threads_summarized_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("form_key", name=op.f("uq_threads_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_threads_reference")),
    )
    op.create_index(op.f("ix_threads_anchor"), "threads", ["anchor"], unique=False)
    op.create_index("ix_threads_listed", "threads", ["state", "moved_at", "id"], unique=False)
    op.create_index(op.f("ix_threads_owner_code"), "threads", ["owner_code"], unique=False)
    op.create_table(
        "thread_follows",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_thread_follows_account_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_thread_follows_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "account_id", name=op.f("pk_thread_follows")),
    )
    op.create_table(
        "thread_objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_thread_objections_account_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_thread_objections_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_objections")),
    )
    op.create_index(op.f("ix_thread_objections_thread_id"), "thread_objections", ["thread_id"], unique=False)
    op.create_table(
        "thread_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("speaks_as", sa.String(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("hidden_because", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(speaks_as = 'delegation') = (delegation_code IS NOT NULL)", name=op.f("post_names_a_delegation")
        ),
        sa.CheckConstraint(
            "CASE WHEN taken_back THEN text = '' AND account_id IS NULL AND delegation_code IS NULL ELSE account_id IS NOT NULL END",
            name=op.f("nothing_is_left_of_a_post_taken_back"),
        ),
        sa.CheckConstraint("speaks_as IN ('delegation', 'member')", name=op.f("post_has_a_known_speaker")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_thread_posts_account_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_thread_posts_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_thread_posts_thread_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_posts")),
    )
    op.create_index(op.f("ix_thread_posts_thread_id"), "thread_posts", ["thread_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_thread_posts_thread_id"), table_name="thread_posts")
    op.drop_table("thread_posts")
    op.drop_index(op.f("ix_thread_objections_thread_id"), table_name="thread_objections")
    op.drop_table("thread_objections")
    op.drop_table("thread_follows")
    op.drop_index(op.f("ix_threads_owner_code"), table_name="threads")
    op.drop_index("ix_threads_listed", table_name="threads")
    op.drop_index(op.f("ix_threads_anchor"), table_name="threads")
    op.drop_table("threads")
