"""adoptions: what delegations use of published cases

Revision: 20261127_adoptions
Follows: 20261127_issues
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_adoptions"
down_revision = "20261127_issues"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adoptions",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirm_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("owner_code", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
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
            "attribution IN ('named', 'named_to_members', 'unnamed', 'region')",
            name=op.f("adoption_attribution_is_known"),
        ),
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("adoption_audience_is_known")),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("adoption_has_a_known_language")
        ),
        sa.CheckConstraint("register = 'on_record'", name=op.f("adoption_is_on_record")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'recorded', 'change_in_clearance', 'withdrawn')",
            name=op.f("adoption_has_a_known_state"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_adoptions_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_adoptions_case_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_adoptions_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoptions")),
        sa.UniqueConstraint("form_key", name=op.f("uq_adoptions_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_adoptions_reference")),
    )
    op.create_index(op.f("ix_adoptions_owner_code"), "adoptions", ["owner_code"], unique=False)
    op.create_index(op.f("ix_adoptions_case_id"), "adoptions", ["case_id"], unique=False)
    op.create_index("ix_adoptions_listed", "adoptions", ["state", "recorded_at", "id"], unique=False)
    op.create_table(
        "adoption_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adoption_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=True),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("what_changed", sa.String(), nullable=False),
        sa.Column("what_happened", sa.String(), nullable=False),
        sa.Column("not_measured", sa.Boolean(), nullable=False),
        sa.Column("why_stopped", sa.String(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("\"use\" IN ('considering', 'in_use', 'stopped')", name=op.f("use_is_known")),
        sa.ForeignKeyConstraint(
            ["adoption_id"], ["adoptions.id"], name=op.f("fk_adoption_statements_adoption_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_adoption_statements_cleared_by_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_adoption_statements_operation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption_statements")),
        sa.UniqueConstraint("adoption_id", "number", name=op.f("uq_adoption_statements_adoption_id_number")),
    )
    op.create_index(op.f("ix_adoption_statements_adoption_id"), "adoption_statements", ["adoption_id"], unique=False)
    op.create_index(op.f("ix_adoption_statements_operation_id"), "adoption_statements", ["operation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("adoption_statements")
    op.drop_table("adoptions")
    op.execute("DELETE FROM reference_counters WHERE kind = 'adoption'")
