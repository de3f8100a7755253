"""study proposals: a question, the gap that it would close, and who joins

Revision: 20261128_proposals
Follows: 20261128_provisions
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_proposals"
down_revision = "20261128_provisions"
branch_labels = None
depends_on = None

MEASURES = (
    "'deaths_and_injuries', 'response_time', 'devices_found', 'freedom_of_movement', 'readiness', 'illness', 'cost', "
    "'acceptance', 'other', 'nothing'"
)


def upgrade() -> None:
    op.create_table(
        "study_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("owner_code", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("register", "audience", "attribution")),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("created_at", "changed_at")),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("place_code", sa.String(), nullable=True),
        sa.Column("funds", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'joined', 'under_way', 'delivered', 'dropped')",
            name=op.f("proposal_has_a_known_state"),
        ),
        sa.CheckConstraint(f"measure IN ({MEASURES})", name=op.f("proposal_has_a_known_measure")),
        sa.CheckConstraint("(measure IS NULL) <> (place_code IS NULL)", name=op.f("proposal_has_one_column")),
        sa.CheckConstraint(
            "(state = 'delivered') = (study_id IS NOT NULL)", name=op.f("delivered_proposal_has_a_study")
        ),
        sa.CheckConstraint(
            "register = 'on_record' AND audience = 'members' AND attribution = 'named_to_members'",
            name=op.f("proposal_is_for_members"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_study_proposals_author_id")),
        sa.ForeignKeyConstraint(["owner_code"], ["delegations.code"], name=op.f("fk_study_proposals_owner_code")),
        sa.ForeignKeyConstraint(["place_code"], ["places.code"], name=op.f("fk_study_proposals_place_code")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_proposals_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_proposals")),
        sa.UniqueConstraint("form_key", name=op.f("uq_study_proposals_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_study_proposals_reference")),
    )
    for name in ("owner_code", "place_code", "study_id"):
        op.create_index(op.f(f"ix_study_proposals_{name}"), "study_proposals", [name])
    op.create_index("ix_study_proposals_listed", "study_proposals", ["state", "due", "id"])
    op.create_table(
        "proposal_themes",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["study_proposals.id"], name=op.f("fk_proposal_themes_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_proposal_themes_theme_id")),
        sa.PrimaryKeyConstraint("proposal_id", "theme_id", name=op.f("pk_proposal_themes")),
    )
    op.create_index(op.f("ix_proposal_themes_theme_id"), "proposal_themes", ["theme_id"])
    op.create_table(
        "proposal_partners",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in ("asked_at", "joined_at")),
        sa.CheckConstraint("asked_at IS NOT NULL OR joined_at IS NOT NULL", name=op.f("partner_was_asked_or_joined")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["study_proposals.id"], name=op.f("fk_proposal_partners_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_proposal_partners_delegation_code")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "delegation_code", name=op.f("pk_proposal_partners")),
    )
    op.create_index(op.f("ix_proposal_partners_delegation_code"), "proposal_partners", ["delegation_code"])


def downgrade() -> None:
    for name in ("proposal_partners", "proposal_themes", "study_proposals"):
        op.drop_table(name)
