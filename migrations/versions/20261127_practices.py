"""practices: good practices, their editions, their evidence, and what was said about them

Revision: 20261127_practices
Follows: 20261127_threads
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_practices"
down_revision = "20261127_threads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practices",
        sa.Column("supported_by_code", sa.String(), nullable=True),
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
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("practice_audience_is_known")),
        sa.CheckConstraint("register = 'on_record'", name=op.f("practice_is_on_record")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_practices_author_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_practices_owner_code")),
        sa.ForeignKeyConstraint(
            ["supported_by_code"], ["delegations.code"], name=op.f("fk_practices_supported_by_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practices")),
        sa.UniqueConstraint("form_key", name=op.f("uq_practices_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_practices_reference")),
    )
    op.create_index(op.f("ix_practices_owner_code"), "practices", ["owner_code"], unique=False)
    op.create_table(
        "practice_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("do", sa.String(), nullable=False),
        sa.Column("mechanism", sa.String(), nullable=False),
        sa.Column("fits_where", sa.String(), nullable=False),
        sa.Column("how_to_start", sa.String(), nullable=False),
        sa.Column("costs", sa.String(), nullable=False),
        sa.Column("harms", sa.String(), nullable=False),
        sa.Column("not_known", sa.String(), nullable=False),
        sa.Column("search_query", sa.String(), nullable=False),
        sa.Column("search_result", sa.String(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revised_because", sa.String(), nullable=False),
        sa.Column("retired_because", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consulted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adoption_proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("adoption_proposed_code", sa.String(), nullable=True),
        sa.Column("adopted_by_id", sa.Integer(), nullable=True),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("edition_has_a_known_language")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'draft', 'in_consultation', 'adopted', 'superseded', 'retired', 'withdrawn')",
            name=op.f("edition_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('adopted', 'superseded', 'retired') OR (adopted_at IS NOT NULL AND consulted_at IS NOT NULL AND adopted_by_id IS NOT NULL)",
            name=op.f("adopted_after_a_consultation"),
        ),
        sa.CheckConstraint(
            "(adoption_proposed_by_id IS NULL) = (adoption_proposed_code IS NULL)",
            name=op.f("adoption_names_a_delegation"),
        ),
        sa.CheckConstraint(
            "adopted_by_id IS NULL OR (adoption_proposed_by_id IS NOT NULL AND adoption_proposed_by_id <> adopted_by_id)",
            name=op.f("adopted_by_two_editors"),
        ),
        sa.ForeignKeyConstraint(["adopted_by_id"], ["accounts.id"], name=op.f("fk_practice_editions_adopted_by_id")),
        sa.ForeignKeyConstraint(
            ["adoption_proposed_by_id"], ["accounts.id"], name=op.f("fk_practice_editions_adoption_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["adoption_proposed_code"], ["delegations.code"], name=op.f("fk_practice_editions_adoption_proposed_code")
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practices.id"], name=op.f("fk_practice_editions_practice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_editions")),
        sa.UniqueConstraint("practice_id", "number", name=op.f("uq_practice_editions_practice_id_number")),
    )
    op.create_index("ix_practice_editions_listed", "practice_editions", ["state", "adopted_at", "id"], unique=False)
    op.create_index(op.f("ix_practice_editions_practice_id"), "practice_editions", ["practice_id"], unique=False)
    op.create_table(
        "evidence_flags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "change IN ('superseded', 'archived', 'withdrawn', 'hidden', 'narrowed', 'row_withdrawn', 'new_case')",
            name=op.f("evidence_change_is_known"),
        ),
        sa.CheckConstraint("readers IN ('public', 'members', 'delegations')", name=op.f("flag_readers_are_known")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_flags_case_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["practice_editions.id"], name=op.f("fk_evidence_flags_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_flags")),
        sa.UniqueConstraint(
            "edition_id",
            "change",
            "case_id",
            "section",
            name=op.f("uq_evidence_flags_edition_id_change_case_id_section"),
        ),
    )
    op.create_index(op.f("ix_evidence_flags_case_id"), "evidence_flags", ["case_id"], unique=False)
    op.create_index(op.f("ix_evidence_flags_edition_id"), "evidence_flags", ["edition_id"], unique=False)
    op.create_table(
        "practice_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("evidence_kind", sa.String(), nullable=False),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "evidence_kind IN ('self_reported', 'confirmed_by_operation', 'independent')",
            name=op.f("evidence_kind_is_known"),
        ),
        sa.CheckConstraint("readers IN ('public', 'members', 'delegations')", name=op.f("evidence_readers_are_known")),
        sa.CheckConstraint(
            "relation IN ('supports', 'qualifies', 'contradicts')", name=op.f("evidence_relation_is_known")
        ),
        sa.CheckConstraint(
            "section IN ('summary', 'situation', 'actions', 'resources', 'results', 'shortcomings', 'lessons', 'transfer')",
            name=op.f("evidence_section_is_known"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_practice_evidence_case_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["practice_editions.id"], name=op.f("fk_practice_evidence_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_evidence")),
    )
    op.create_index(op.f("ix_practice_evidence_case_id"), "practice_evidence", ["case_id"], unique=False)
    op.create_index(op.f("ix_practice_evidence_edition_id"), "practice_evidence", ["edition_id"], unique=False)
    op.create_table(
        "practice_initiatives",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["practice_editions.id"],
            name=op.f("fk_practice_initiatives_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_practice_initiatives_initiative_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "initiative_id", name=op.f("pk_practice_initiatives")),
    )
    op.create_index(
        op.f("ix_practice_initiatives_initiative_id"), "practice_initiatives", ["initiative_id"], unique=False
    )
    op.create_table(
        "practice_assessments",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("methodological_limits", sa.String(), nullable=False),
        sa.Column("coherence", sa.String(), nullable=False),
        sa.Column("adequacy", sa.String(), nullable=False),
        sa.Column("relevance", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence_ids", sa.JSON(), nullable=False),
        sa.Column("assessed_by_id", sa.Integer(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("assessment_is_for_a_known_audience")),
        sa.CheckConstraint("level IN ('high', 'moderate', 'low', 'very_low')", name=op.f("confidence_is_known")),
        sa.CheckConstraint(
            "methodological_limits IN ('none', 'minor', 'moderate', 'serious') AND coherence IN ('none', 'minor', 'moderate', 'serious') AND adequacy IN ('none', 'minor', 'moderate', 'serious') AND relevance IN ('none', 'minor', 'moderate', 'serious')",
            name=op.f("concerns_are_known"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("confidence_has_a_reason")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["practice_editions.id"],
            name=op.f("fk_practice_assessments_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["assessed_by_id"], ["accounts.id"], name=op.f("fk_practice_assessments_assessed_by_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "audience", name=op.f("pk_practice_assessments")),
    )
    op.create_table(
        "practice_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('objection', 'remark')", name=op.f("practice_remark_has_a_known_kind")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("answered_remark_has_an_editor")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_practice_remarks_account_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["accounts.id"], name=op.f("fk_practice_remarks_answered_by_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_practice_remarks_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["practice_editions.id"], name=op.f("fk_practice_remarks_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_remarks")),
    )
    op.create_index(op.f("ix_practice_remarks_edition_id"), "practice_remarks", ["edition_id"], unique=False)
    op.create_table(
        "practice_themes",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["practice_editions.id"], name=op.f("fk_practice_themes_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_practice_themes_theme_id")),
        sa.PrimaryKeyConstraint("edition_id", "theme_id", name=op.f("pk_practice_themes")),
    )
    op.create_index(op.f("ix_practice_themes_theme_id"), "practice_themes", ["theme_id"], unique=False)


def downgrade() -> None:
    op.drop_table("practice_themes")
    op.drop_table("practice_remarks")
    op.drop_table("practice_assessments")
    op.drop_table("practice_initiatives")
    op.drop_table("practice_evidence")
    op.drop_table("evidence_flags")
    op.drop_table("practice_editions")
    op.drop_table("practices")
    op.execute("DELETE FROM reference_counters WHERE kind = 'practice'")
