"""events: the meetings of the Group and around it, who takes part, and the secret address of a calendar

Revision: 20261128_events
Follows: 20261128_measures
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_events"
down_revision = "20261128_measures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_addresses",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_calendar_addresses_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_addresses")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_addresses_digest")),
    )
    op.create_table(
        "events",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("event_kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("day_open", sa.Boolean(), nullable=False),
        sa.Column("from_hour", sa.Time(), nullable=True),
        sa.Column("to_hour", sa.Time(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("organised_by", sa.String(), nullable=False),
        sa.Column("concept_note", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("asked_of_members", sa.String(), nullable=False),
        sa.Column("came_of_it", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("needs_clearance", sa.Boolean(), nullable=False),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("calendar_digest", sa.String(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
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
            "attribution IN ('named', 'named_to_members', 'unnamed', 'region')", name=op.f("event_attribution_is_known")
        ),
        sa.CheckConstraint("audience IN ('public', 'members')", name=op.f("event_audience_is_known")),
        sa.CheckConstraint(
            "event_kind IN ('group_meeting', 'open_debate', 'council_meeting', 'c34_session', 'summit', 'ministerial', 'conference', 'symposium', 'workshop', 'seminar', 'exercise', 'activity', 'day', 'publication', 'decision')",
            name=op.f("event_has_a_known_kind"),
        ),
        sa.CheckConstraint("language IN ('en', 'fr', 'es', 'ar', 'zh', 'ru')", name=op.f("event_has_a_known_language")),
        sa.CheckConstraint("register = 'on_record'", name=op.f("event_is_on_record")),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'announced', 'confirmed', 'held', 'documented', 'cancelled', 'withdrawn')",
            name=op.f("event_has_a_known_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'in_clearance', 'withdrawn') OR (first_day IS NOT NULL AND announced_at IS NOT NULL)",
            name=op.f("announced_event_has_a_date"),
        ),
        sa.CheckConstraint(
            "(from_hour IS NULL) = (time_zone IS NULL) AND (to_hour IS NULL OR from_hour IS NOT NULL) AND (from_hour IS NULL OR last_day IS NULL OR last_day = first_day)",
            name=op.f("hours_are_of_one_day_and_have_a_zone"),
        ),
        sa.CheckConstraint(
            "NOT day_open OR (last_day IS NULL AND from_hour IS NULL)", name=op.f("event_without_a_day_has_no_end")
        ),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("event_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_events_author_id")),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["accounts.id"], name=op.f("fk_events_cleared_by_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_events_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("form_key", name=op.f("uq_events_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_events_reference")),
    )
    op.create_index(op.f("ix_events_ask_on"), "events", ["ask_on"], unique=False)
    op.create_index(op.f("ix_events_ends_at"), "events", ["ends_at"], unique=False)
    op.create_index(op.f("ix_events_first_day"), "events", ["first_day"], unique=False)
    op.create_index("ix_events_listed", "events", ["state", "first_day", "id"], unique=False)
    op.create_index(op.f("ix_events_owner_code"), "events", ["owner_code"], unique=False)
    op.create_table(
        "event_attendances",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'online', 'no')", name=op.f("attendance_is_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_event_attendances_account_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_attendances_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "account_id", name=op.f("pk_event_attendances")),
    )
    op.create_index(op.f("ix_event_attendances_account_id"), "event_attendances", ["account_id"], unique=False)
    op.create_table(
        "event_initiatives",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_initiatives_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiatives.id"], name=op.f("fk_event_initiatives_initiative_id")),
        sa.PrimaryKeyConstraint("event_id", "initiative_id", name=op.f("pk_event_initiatives")),
    )
    op.create_index(op.f("ix_event_initiatives_initiative_id"), "event_initiatives", ["initiative_id"], unique=False)
    op.create_table(
        "event_themes",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_themes_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_event_themes_theme_id")),
        sa.PrimaryKeyConstraint("event_id", "theme_id", name=op.f("pk_event_themes")),
    )
    op.create_index(op.f("ix_event_themes_theme_id"), "event_themes", ["theme_id"], unique=False)


def downgrade() -> None:
    for table in ("event_themes", "event_initiatives", "event_attendances", "events", "calendar_addresses"):
        op.drop_table(table)
    op.execute("DELETE FROM reference_counters WHERE kind = 'event'")
