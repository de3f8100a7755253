"""issues: difficult issues of implementation, and numbers of references by kind

Revision: 20261127_issues
Follows: 20261127_part_reports
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_issues"
down_revision = "20261127_part_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _count_by("kind", "year")
    op.create_table(
        "issues",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("already_tried", sa.String(), nullable=False),
        sa.Column("who_could_change_it", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=True),
        sa.Column("operation_id", sa.String(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("justifications", sa.JSON(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_again_on", sa.Date(), nullable=True),
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
            "attribution IN ('named', 'named_to_members', 'unnamed', 'region')", name=op.f("issue_attribution_is_known")
        ),
        sa.CheckConstraint(
            "audience IN ('public', 'members') AND (register = 'on_record' OR audience = 'members')",
            name=op.f("informal_issue_is_for_members"),
        ),
        sa.CheckConstraint("language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("issue_has_a_known_language")),
        sa.CheckConstraint(
            "obstacle IS NULL OR obstacle IN ('authority', 'permission', 'money', 'equipment', 'skill', 'language', 'law', 'trust')",
            name=op.f("obstacle_is_known"),
        ),
        sa.CheckConstraint("register IN ('on_record', 'informal')", name=op.f("issue_has_a_known_register")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'open', 'answered', 'trying', 'resolved', 'not_resolved', 'no_answer', 'overtaken', 'withdrawn')",
            name=op.f("issue_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR posted_at IS NOT NULL",
            name=op.f("posted_issue_has_a_date"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_issues_author_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_issues_cleared_by_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_issues_operation_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_issues_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
        sa.UniqueConstraint("form_key", name=op.f("uq_issues_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_issues_reference")),
    )
    op.create_index("ix_issues_listed", "issues", ["state", "posted_at", "id"], unique=False)
    op.create_index(op.f("ix_issues_operation_id"), "issues", ["operation_id"], unique=False)
    op.create_index(op.f("ix_issues_owner_code"), "issues", ["owner_code"], unique=False)
    op.create_table(
        "issue_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("revision_number", sa.Integer(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("taken_up", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'case') = (case_id IS NOT NULL)", name=op.f("answer_with_a_case_names_it")),
        sa.CheckConstraint(
            "kind IN ('case', 'advice', 'contact', 'offer', 'same_issue')", name=op.f("answer_has_a_known_kind")
        ),
        sa.CheckConstraint(
            "section IS NULL OR section IN ('summary', 'situation', 'actions', 'resources', 'results', 'shortcomings', 'lessons', 'transfer')",
            name=op.f("answer_section_is_known"),
        ),
        sa.CheckConstraint("(case_id IS NULL) = (revision_number IS NULL)", name=op.f("answer_pins_a_revision")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_issue_answers_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_issue_answers_case_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_issue_answers_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f("fk_issue_answers_issue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_answers")),
    )
    op.create_index(op.f("ix_issue_answers_case_id"), "issue_answers", ["case_id"], unique=False)
    op.create_index(op.f("ix_issue_answers_issue_id"), "issue_answers", ["issue_id"], unique=False)
    op.create_table(
        "issue_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_issue_invitations_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f("fk_issue_invitations_issue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_invitations")),
        sa.UniqueConstraint("issue_id", "delegation_code", name=op.f("uq_issue_invitations_issue_id_delegation_code")),
    )
    op.create_index(
        op.f("ix_issue_invitations_delegation_code"), "issue_invitations", ["delegation_code"], unique=False
    )
    op.create_index(op.f("ix_issue_invitations_issue_id"), "issue_invitations", ["issue_id"], unique=False)
    op.create_table(
        "issue_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("tried", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("made_possible_by", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("advice IS NULL OR advice IN ('repeat', 'avoid')", name=op.f("outcome_advice_is_known")),
        sa.CheckConstraint(
            "result IN ('better', 'same', 'worse', 'too_early')", name=op.f("outcome_has_a_known_result")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_issue_outcomes_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f("fk_issue_outcomes_issue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_outcomes")),
    )
    op.create_index(op.f("ix_issue_outcomes_issue_id"), "issue_outcomes", ["issue_id"], unique=False)
    op.create_table(
        "issue_syntheses",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("members_do", sa.String(), nullable=False),
        sa.Column("they_differ", sa.String(), nullable=False),
        sa.Column("nobody_knows", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issues.id"], name=op.f("fk_issue_syntheses_issue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by_id"], ["accounts.id"], name=op.f("fk_issue_syntheses_written_by_id")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_syntheses")),
    )
    op.create_table(
        "issue_themes",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_themes_issue_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_issue_themes_theme_id")),
        sa.PrimaryKeyConstraint("issue_id", "theme_id", name=op.f("pk_issue_themes")),
    )
    op.create_index(op.f("ix_issue_themes_theme_id"), "issue_themes", ["theme_id"], unique=False)
    op.create_index("ix_history_reference", "history", ["reference"])


def downgrade() -> None:
    op.drop_index("ix_history_reference", "history")
    op.drop_table("issue_themes")
    op.drop_table("issue_syntheses")
    op.drop_table("issue_outcomes")
    op.drop_table("issue_invitations")
    op.drop_table("issue_answers")
    op.drop_table("issues")
    op.execute("DELETE FROM reference_counters WHERE kind <> 'case'")
    _count_by("year")


def _count_by(*key: str) -> None:
    """Build the table of counters again with another primary key."""
    columns = [sa.Column("year", sa.Integer(), nullable=False), sa.Column("last", sa.Integer(), nullable=False)]
    if "kind" in key:
        columns.insert(0, sa.Column("kind", sa.String(), nullable=False))
    op.rename_table("reference_counters", "counters_before")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("pk_reference_counters", "counters_before")
    op.create_table("reference_counters", *columns, sa.PrimaryKeyConstraint(*key, name=op.f("pk_reference_counters")))
    chosen = "'case', year, last" if "kind" in key else "year, last"
    op.execute(f"INSERT INTO reference_counters SELECT {chosen} FROM counters_before")
    op.drop_table("counters_before")
