"""studies: what others published, with one finding each

Revision: 20261128_studies
Follows: 20261128_events
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_studies"
down_revision = "20261128_events"
branch_labels = None
depends_on = None

LINKS = {
    "study_themes": ("theme_id", "themes.id"),
    "study_host_states": ("place_code", "places.code"),
    "study_cases": ("case_id", "cases.id"),
}
TEXTS = ("title", "authors", "publisher", "method", "finding", "address")


def upgrade() -> None:
    op.create_table(
        "studies",
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
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("study_kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.CheckConstraint(
            "state IN ('listed', 'checked', 'superseded', 'withdrawn')", name=op.f("study_has_a_known_state")
        ),
        sa.CheckConstraint(
            "study_kind IN ('report', 'policy_brief', 'article', 'book_chapter', 'thesis', 'audit', 'preprint')",
            name=op.f("study_has_a_known_kind"),
        ),
        sa.CheckConstraint("certainty IN ('whole', 'part', 'summary')", name=op.f("study_certainty_is_known")),
        sa.CheckConstraint(
            "register = 'on_record' AND audience = 'public' AND attribution = 'named'",
            name=op.f("study_is_public_and_named"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_studies_author_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_studies_owner_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studies")),
        sa.UniqueConstraint("form_key", name=op.f("uq_studies_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_studies_reference")),
    )
    op.create_index(op.f("ix_studies_owner_code"), "studies", ["owner_code"])
    op.create_index("ix_studies_listed", "studies", ["state", "year", "id"])
    for name, (column, target) in LINKS.items():
        op.create_table(
            name,
            sa.Column("study_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer() if column == "case_id" else sa.String(), nullable=False),
            sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f(f"fk_{name}_study_id"), ondelete="CASCADE"),
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}")),
            sa.PrimaryKeyConstraint("study_id", column, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def downgrade() -> None:
    for name in LINKS:
        op.drop_table(name)
    op.drop_table("studies")
