"""provisions: paragraphs of the texts of the field, and the evidence that is linked to them

Revision: 20261128_provisions
Follows: 20261128_studies
"""

import sqlalchemy as sa
from alembic import op

revision = "20261128_provisions"
down_revision = "20261128_studies"
branch_labels = None
depends_on = None

TEXTS = ("paragraph", "title", "summary", "addressee", "status", "status_by", "status_on")
THINGS = {"case_id": "cases.id", "practice_id": "practices.id", "issue_id": "issues.id"}


def upgrade() -> None:
    op.create_table(
        "provisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in TEXTS),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "addressee IN ('contributors', 'host_states', 'secretariat', 'all')",
            name=op.f("provision_has_a_known_addressee"),
        ),
        sa.CheckConstraint(
            "(status = '') = (status_by = '') AND (status = '') = (status_on = '')",
            name=op.f("status_is_reported_by_somebody_on_a_date"),
        ),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiatives.id"], name=op.f("fk_provisions_initiative_id")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_provisions_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisions")),
        sa.UniqueConstraint("form_key", name=op.f("uq_provisions_form_key")),
    )
    op.create_index("ix_provisions_listed", "provisions", ["initiative_id", "number", "id"])
    op.create_table(
        "provision_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provision_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in THINGS),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN case_id IS NULL THEN 0 ELSE 1 END + CASE WHEN practice_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN issue_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("provision_link_is_to_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["provision_id"], ["provisions.id"], name=op.f("fk_provision_links_provision_id"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_provision_links_{name}"))
            for name, target in THINGS.items()
        ),
        sa.ForeignKeyConstraint(["linked_by_id"], ["accounts.id"], name=op.f("fk_provision_links_linked_by_id")),
        sa.ForeignKeyConstraint(
            ["delegation_code"], ["delegations.code"], name=op.f("fk_provision_links_delegation_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision_links")),
        *(
            sa.UniqueConstraint("provision_id", name, name=op.f(f"uq_provision_links_provision_id_{name}"))
            for name in THINGS
        ),
    )
    for name in THINGS:
        op.create_index(op.f(f"ix_provision_links_{name}"), "provision_links", [name])


def downgrade() -> None:
    op.drop_table("provision_links")
    op.drop_table("provisions")
