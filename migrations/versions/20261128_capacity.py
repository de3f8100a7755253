"""capacity: offers, requests, and their matches with talk, delivery and reports

Revision: 20261128_capacity
Follows: 20261128_texts
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_capacity"
down_revision = "20261128_texts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capacities",
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("support_kind", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("cost", sa.String(), nullable=True),
        sa.Column("prerequisites", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("support_after", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objections_until", sa.Date(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
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
            name=op.f("capacity_attribution_is_known"),
        ),
        sa.CheckConstraint(
            "audience IN ('public', 'members') AND (side = 'offer' OR audience = 'members')",
            name=op.f("request_is_for_members"),
        ),
        sa.CheckConstraint(
            "cost IS NULL OR cost IN ('provider', 'shared', 'recipient', 'third_party')",
            name=op.f("cost_bearer_is_known"),
        ),
        sa.CheckConstraint(
            "language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("capacity_has_a_known_language")
        ),
        sa.CheckConstraint(
            "level IS NULL OR level IN ('awareness', 'operator', 'instructor')", name=op.f("capacity_level_is_known")
        ),
        sa.CheckConstraint("register = 'on_record'", name=op.f("capacity_is_on_record")),
        sa.CheckConstraint("side IN ('offer', 'request')", name=op.f("capacity_is_offered_or_asked_for")),
        sa.CheckConstraint("state <> 'circulated' OR side = 'request'", name=op.f("only_requests_are_circulated")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'posted', 'circulated', 'lapsed', 'withdrawn')",
            name=op.f("capacity_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR (posted_at IS NOT NULL AND valid_until IS NOT NULL)",
            name=op.f("posted_capacity_has_a_last_day"),
        ),
        sa.CheckConstraint(
            "support_kind IS NULL OR support_kind IN ('training', 'lessons_learned', 'mentoring', 'advise_and_assist', 'equipment', 'infrastructure', 'logistics', 'finance')",
            name=op.f("capacity_has_a_known_kind"),
        ),
        sa.CheckConstraint(
            "ends IS NULL OR starts IS NULL OR ends >= starts", name=op.f("capacity_ends_after_it_begins")
        ),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name=op.f("capacity_quantity_is_positive")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_capacities_author_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_capacities_cleared_by_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_capacities_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacities")),
        sa.UniqueConstraint("form_key", name=op.f("uq_capacities_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_capacities_reference")),
    )
    op.create_index("ix_capacities_listed", "capacities", ["side", "state", "shown_at", "id"], unique=False)
    op.create_index(op.f("ix_capacities_objections_until"), "capacities", ["objections_until"], unique=False)
    op.create_index(op.f("ix_capacities_owner_code"), "capacities", ["owner_code"], unique=False)
    op.create_index(op.f("ix_capacities_remind_on"), "capacities", ["remind_on"], unique=False)
    op.create_index(op.f("ix_capacities_valid_until"), "capacities", ["valid_until"], unique=False)
    op.create_table(
        "capacity_themes",
        sa.Column("capacity_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capacity_id"], ["capacities.id"], name=op.f("fk_capacity_themes_capacity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_capacity_themes_theme_id")),
        sa.PrimaryKeyConstraint("capacity_id", "theme_id", name=op.f("pk_capacity_themes")),
    )
    op.create_index(op.f("ix_capacity_themes_theme_id"), "capacity_themes", ["theme_id"], unique=False)
    op.create_table(
        "matches",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("offering_code", sa.String(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_reported_by", sa.String(), nullable=True),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("delivered_from", sa.Date(), nullable=True),
        sa.Column("delivered_until", sa.Date(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("need_met", sa.String(), nullable=True),
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
            "delivery_reported_by IS NULL OR (delivery_reported_by <> 'editor' AND quantity <> '' AND delivered_from IS NOT NULL)",
            name=op.f("delivery_has_a_quantity_and_a_day"),
        ),
        sa.CheckConstraint(
            "need_met IS NULL OR need_met IN ('met', 'partly', 'no', 'too_early')", name=op.f("need_met_is_known")
        ),
        sa.CheckConstraint(
            "register = 'informal' AND audience = 'members' AND attribution = 'unnamed'", name=op.f("match_is_private")
        ),
        sa.CheckConstraint("started_by IN ('asking', 'offering', 'editor')", name=op.f("match_was_started_by_a_party")),
        sa.CheckConstraint("state IN ('talking', 'ended') OR chosen_at IS NOT NULL", name=op.f("match_was_chosen")),
        sa.CheckConstraint(
            "state IN ('talking', 'matched', 'under_way', 'delivered', 'closed', 'ended')",
            name=op.f("match_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('delivered', 'closed') OR confirmed_at IS NOT NULL", name=op.f("delivery_is_confirmed")
        ),
        sa.CheckConstraint(
            "delivered_until IS NULL OR delivered_until >= delivered_from", name=op.f("delivery_ends_after_it_begins")
        ),
        sa.CheckConstraint("owner_code <> offering_code", name=op.f("match_is_of_two_delegations")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_matches_author_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["capacities.id"], name=op.f("fk_matches_offer_id")),
        sa.ForeignKeyConstraint(["offering_code"], ["delegations.code"], name=op.f("fk_matches_offering_code")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_matches_owner_code")),
        sa.ForeignKeyConstraint(["request_id"], ["capacities.id"], name=op.f("fk_matches_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
        sa.UniqueConstraint("form_key", name=op.f("uq_matches_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_matches_reference")),
    )
    op.create_index(op.f("ix_matches_ask_on"), "matches", ["ask_on"], unique=False)
    op.create_index("ix_matches_of_pair", "matches", ["request_id", "offering_code"], unique=False)
    op.create_index(op.f("ix_matches_offer_id"), "matches", ["offer_id"], unique=False)
    op.create_index(op.f("ix_matches_offering_code"), "matches", ["offering_code"], unique=False)
    op.create_index(op.f("ix_matches_owner_code"), "matches", ["owner_code"], unique=False)
    op.create_table(
        "match_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("party IN ('asking', 'offering', 'editor')", name=op.f("match_post_is_of_a_party")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_match_posts_account_id")),
        sa.ForeignKeyConstraint(["match_id"], ["matches.id"], name=op.f("fk_match_posts_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_posts")),
    )
    op.create_index(op.f("ix_match_posts_match_id"), "match_posts", ["match_id"], unique=False)
    op.create_table(
        "match_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("not_measured", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("not_measured OR outcome <> ''", name=op.f("match_report_says_something")),
        sa.CheckConstraint(
            "party <> 'editor' AND party IN ('asking', 'offering', 'editor')", name=op.f("match_report_is_of_a_side")
        ),
        sa.ForeignKeyConstraint(
            ["match_id"], ["matches.id"], name=op.f("fk_match_reports_match_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_reports")),
        sa.UniqueConstraint("match_id", "party", name=op.f("uq_match_reports_match_id_party")),
    )


def downgrade() -> None:
    for table in ("match_reports", "match_posts", "matches", "capacity_themes", "capacities"):
        op.drop_table(table)
