"""answer pins: who could read the section that an answer names, not only the case

Revision: 20261127_answer_pins
Follows: 20261127_adopted_practices
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_answer_pins"
down_revision = "20261127_adopted_practices"
branch_labels = None
depends_on = None

NARROWEST_FIRST = ("delegations", "members", "public")
PINNED = sa.text(
    "SELECT issue_answers.id, section, readers, section_audiences FROM issue_answers JOIN revisions ON"
    " revisions.case_id = issue_answers.case_id AND revisions.number = issue_answers.revision_number"
    " WHERE section IS NOT NULL"
).columns(section_audiences=sa.JSON())


def upgrade() -> None:
    # no batch on SQLite: the other columns stay as they are
    op.execute("ALTER TABLE issue_answers RENAME COLUMN case_audience TO readers")
    connection = op.get_bind()
    for number, section, readers, audiences in connection.execute(PINNED).all():
        narrower = min(readers, audiences.get(section, readers), key=NARROWEST_FIRST.index)
        connection.execute(
            sa.text("UPDATE issue_answers SET readers = :readers WHERE id = :id"), {"readers": narrower, "id": number}
        )


def downgrade() -> None:
    op.execute("ALTER TABLE issue_answers RENAME COLUMN readers TO case_audience")
    op.execute(
        "UPDATE issue_answers SET case_audience = (SELECT audience FROM revisions WHERE"
        " revisions.case_id = issue_answers.case_id AND revisions.number = issue_answers.revision_number)"
    )
