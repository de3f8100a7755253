"""part_reports: reports of readers, and the parts of a revision that are hidden until they are answered

Revision: 20261127_part_reports
Follows: 20261127_consents
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_part_reports"
down_revision = "20261127_consents"
branch_labels = None
depends_on = None

KINDS = "('danger', 'person', 'not_agreed', 'wrong')"
STATES = "('waiting', 'declined', 'hidden', 'narrowed', 'stays', 'mended')"


def upgrade() -> None:
    op.create_table(
        "part_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("editor_note", sa.String(), nullable=False),
        sa.CheckConstraint(f"kind IN {KINDS}", name="report_has_a_known_kind"),
        sa.CheckConstraint(f"state IN {STATES}", name="report_has_a_known_state"),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name="report_is_decided_once_it_waits_no_longer"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_part_reports_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reporter_id"], ["accounts.id"], name=op.f("fk_part_reports_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_reports")),
    )
    op.create_index(op.f("ix_part_reports_case_id"), "part_reports", ["case_id"])
    op.create_index(op.f("ix_part_reports_reporter_id"), "part_reports", ["reporter_id"])
    op.create_index("ix_part_reports_open", "part_reports", ["state", "case_id", "part"])
    # in place: the tables of links would lose their rows if SQLite built the table again
    op.add_column("revisions", sa.Column("hidden_parts", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.execute("ALTER TABLE revisions DROP COLUMN hidden_parts")
    op.drop_table("part_reports")
