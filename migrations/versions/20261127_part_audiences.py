"""part_audiences: who may read which part of a case, and who learns who submitted it

Revision: 20261127_part_audiences
Follows: 20261127_provider_identities
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_part_audiences"
down_revision = "20261127_provider_identities"
branch_labels = None
depends_on = None

MAPPINGS = ("section_audiences", "public_sections", "unmentioned_sections")
ATTRIBUTION = """ALTER TABLE revisions ADD COLUMN attribution VARCHAR NOT NULL DEFAULT 'named'
    CONSTRAINT attribution_is_known
    CHECK (attribution IN ('named', 'named_to_members', 'unnamed', 'region'))"""


def upgrade() -> None:
    op.create_table(
        "revision_released_to",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_revision_released_to_delegation_code")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_revision_released_to_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "delegation_code", name=op.f("pk_revision_released_to")),
    )
    op.create_index(op.f("ix_revision_released_to_delegation_code"), "revision_released_to", ["delegation_code"])
    # in place: the tables of links would lose their rows if SQLite built the table again
    op.execute(ATTRIBUTION)
    for name in MAPPINGS:
        op.add_column("revisions", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in ("attribution", *MAPPINGS):
        op.execute(f"ALTER TABLE revisions DROP COLUMN {name}")
    op.drop_table("revision_released_to")
