"""the first schema

Revision: 20261122_first_schema
Follows:
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_first_schema"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegations",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("contributions", sa.JSON(), nullable=False),
        sa.Column("clears_itself", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('state', 'organization')", name=op.f("delegation_has_a_known_kind")),
        sa.CheckConstraint(
            "standing IN ('co_chair', 'member', 'observer')", name=op.f("delegation_has_a_known_standing")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_delegations")),
    )
    op.create_table(
        "initiatives",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("host_states", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
    )
    op.create_table(
        "places",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('state', 'area', 'region', 'withheld')", name=op.f("place_has_a_known_kind")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_places")),
    )
    op.create_table(
        "reference_counters",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_reference_counters")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("scope_note", sa.String(), nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["themes.id"], name=op.f("fk_themes_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_themes_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("session_key", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("account_email_is_lower_case")),
        sa.ForeignKeyConstraint(["delegation_code"], ["delegations.code"], name=op.f("fk_accounts_delegation_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("session_key", name=op.f("uq_accounts_session_key")),
    )
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_accounts_delegation_code"), ["delegation_code"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("submitting_code", sa.String(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["submitting_code"], ["delegations.code"], name=op.f("fk_cases_submitting_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("form_key", name=op.f("uq_cases_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_cases_reference")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_submitting_code"), ["submitting_code"], unique=False)

    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_api_tokens_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_tokens_digest")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_account_id"), ["account_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=True),
        sa.Column("to_state", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_history_account_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_history_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_case_id"), ["case_id"], unique=False)

    op.create_table(
        "index_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_index_tasks_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_tasks")),
    )
    with op.batch_alter_table("index_tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_index_tasks_case_id"), ["case_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("round_open", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("writer_ids", sa.JSON(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("self_cleared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("audience_is_clear_or_green")),
        sa.CheckConstraint(
            "evidence IS NULL OR evidence IN ('self_reported', 'confirmed_by_operation', 'independent')",
            name=op.f("evidence_is_known"),
        ),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("revision_has_a_known_language")
        ),
        sa.CheckConstraint("stage IS NULL OR stage IN ('planned', 'under_way', 'ended')", name=op.f("stage_is_known")),
        sa.CheckConstraint("state <> 'superseded' OR NOT is_current", name=op.f("superseded_is_never_current")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'submitted', 'in_review', 'revision_requested', 'published', 'superseded', 'archived', 'declined', 'withdrawn')",
            name=op.f("revision_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('draft', 'in_clearance', 'submitted', 'in_review', 'revision_requested', 'declined') OR published_at IS NULL",
            name=op.f("unpublished_has_no_date"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('published', 'archived') OR (published_at IS NOT NULL AND cleared_at IS NOT NULL)",
            name=op.f("published_has_a_date_and_a_clearance"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'in_review', 'declined') OR cleared_at IS NOT NULL",
            name=op.f("judged_only_after_clearance"),
        ),
        sa.CheckConstraint(
            "(cleared_by_id IS NULL) = (cleared_at IS NULL)", name=op.f("cleared_has_an_officer_and_a_date")
        ),
        sa.CheckConstraint(
            "cleared_by_id IS NULL OR cleared_by_id <> author_id OR self_cleared",
            name=op.f("clearance_is_by_another_person"),
        ),
        sa.CheckConstraint(
            "ended IS NULL OR started IS NULL OR ended >= started", name=op.f("period_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_revisions_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_revisions_case_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_revisions_cleared_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_revisions_case_id_number")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_revisions_state", ["state"], unique=False)
        batch_op.create_index(
            "one_current_revision_per_case",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )
        batch_op.create_index(
            "one_public_revision_per_case",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('published', 'archived')"),
            postgresql_where=sa.text("state IN ('published', 'archived')"),
        )

    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_note", sa.String(), nullable=False),
        sa.CheckConstraint("(state = 'invited') = (answered_at IS NULL)", name=op.f("answered_has_a_date")),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'submitted')", name=op.f("assignment_has_a_known_state")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["accounts.id"], name=op.f("fk_assignments_reviewer_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_assignments_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("revision_id", "reviewer_id", name="one_assignment_per_reviewer_and_revision"),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignments_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "revision_co_submitters",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_revision_co_submitters_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_co_submitters_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "delegation_code", name=op.f("pk_revision_co_submitters")),
    )
    with op.batch_alter_table("revision_co_submitters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revision_co_submitters_delegation_code"), ["delegation_code"], unique=False
        )

    op.create_table(
        "revision_host_states",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["place_code"], ["places.code"], name=op.f("fk_revision_host_states_place_code")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_host_states_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "place_code", name=op.f("pk_revision_host_states")),
    )
    with op.batch_alter_table("revision_host_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_host_states_place_code"), ["place_code"], unique=False)

    op.create_table(
        "revision_implementing_states",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_code"], ["places.code"], name=op.f("fk_revision_implementing_states_place_code")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_revision_implementing_states_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "place_code", name=op.f("pk_revision_implementing_states")),
    )
    with op.batch_alter_table("revision_implementing_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_implementing_states_place_code"), ["place_code"], unique=False)

    op.create_table(
        "revision_initiatives",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_revision_initiatives_initiative_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_initiatives_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "initiative_id", name=op.f("pk_revision_initiatives")),
    )
    with op.batch_alter_table("revision_initiatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_initiatives_initiative_id"), ["initiative_id"], unique=False)

    op.create_table(
        "revision_operations",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_revision_operations_operation_id")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_operations_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "operation_id", name=op.f("pk_revision_operations")),
    )
    with op.batch_alter_table("revision_operations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_operations_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "revision_themes",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_themes_revision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_revision_themes_theme_id")),
        sa.PrimaryKeyConstraint("revision_id", "theme_id", name=op.f("pk_revision_themes")),
    )
    with op.batch_alter_table("revision_themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_themes_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("relevance", sa.Integer(), nullable=True),
        sa.Column("clarity", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=True),
        sa.Column("transfer", sa.Integer(), nullable=True),
        sa.Column("recommendation", sa.String(), nullable=True),
        sa.Column("overall", sa.String(), nullable=False),
        sa.Column("note_to_editors", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "recommendation IS NULL OR recommendation IN ('approve', 'revise', 'decline')",
            name=op.f("recommendation_is_known"),
        ),
        sa.CheckConstraint(
            "submitted_at IS NULL OR (recommendation IS NOT NULL AND relevance IS NOT NULL AND relevance BETWEEN 1 AND 5 AND clarity IS NOT NULL AND clarity BETWEEN 1 AND 5 AND evidence IS NOT NULL AND evidence BETWEEN 1 AND 5 AND transfer IS NOT NULL AND transfer BETWEEN 1 AND 5)",
            name=op.f("submitted_review_is_complete"),
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_reviews_assignment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reviews_assignment_id")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "section IN ('summary', 'situation', 'actions', 'resources', 'results', 'shortcomings', 'lessons', 'transfer')",
            name=op.f("remark_is_tied_to_a_section"),
        ),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_remarks_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("review_id", "section", name=op.f("uq_remarks_review_id_section")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_review_id"), ["review_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remarks_review_id"))

    op.drop_table("remarks")
    op.drop_table("reviews")
    with op.batch_alter_table("revision_themes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_themes_theme_id"))

    op.drop_table("revision_themes")
    with op.batch_alter_table("revision_operations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_operations_operation_id"))

    op.drop_table("revision_operations")
    with op.batch_alter_table("revision_initiatives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_initiatives_initiative_id"))

    op.drop_table("revision_initiatives")
    with op.batch_alter_table("revision_implementing_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_implementing_states_place_code"))

    op.drop_table("revision_implementing_states")
    with op.batch_alter_table("revision_host_states", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_host_states_place_code"))

    op.drop_table("revision_host_states")
    with op.batch_alter_table("revision_co_submitters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_co_submitters_delegation_code"))

    op.drop_table("revision_co_submitters")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignments_revision_id"))
        batch_op.drop_index(batch_op.f("ix_assignments_reviewer_id"))

    op.drop_table("assignments")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index(
            "one_public_revision_per_case",
            sqlite_where=sa.text("state IN ('published', 'archived')"),
            postgresql_where=sa.text("state IN ('published', 'archived')"),
        )
        batch_op.drop_index(
            "one_current_revision_per_case", sqlite_where=sa.text("is_current"), postgresql_where=sa.text("is_current")
        )
        batch_op.drop_index("ix_revisions_state")
        batch_op.drop_index(batch_op.f("ix_revisions_case_id"))

    op.drop_table("revisions")
    with op.batch_alter_table("index_tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_index_tasks_case_id"))

    op.drop_table("index_tasks")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_case_id"))

    op.drop_table("history")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_tokens_account_id"))

    op.drop_table("api_tokens")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_submitting_code"))

    op.drop_table("cases")
    with op.batch_alter_table("accounts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_delegation_code"))

    op.drop_table("accounts")
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_themes_parent_id"))

    op.drop_table("themes")
    op.drop_table("reference_counters")
    op.drop_table("places")
    op.drop_table("operations")
    op.drop_table("initiatives")
    op.drop_table("delegations")
