"""revisions: who saved each part of the form last, and what was typed that its field can't hold

A part (the title, a section, and so on) is locked on its own, so each remembers its last save. A draft also keeps a year
that is no year yet, as it was typed.

Revision: 20261127_part_saves
Follows: 20261127_saved_search_numbers
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_part_saves"
down_revision = "20261127_saved_search_numbers"
branch_labels = None
depends_on = None

COLUMNS = ("part_saves", "as_typed")


def upgrade() -> None:
    for name in COLUMNS:  # in place: the tables of links would lose their rows if SQLite built the table again
        op.add_column("revisions", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE revisions DROP COLUMN {name}")
