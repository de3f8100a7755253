"""measures: what the results of a case give figures for

Revision: 20261128_measures
Follows: 20261128_public_records
"""

from alembic import op

revision = "20261128_measures"
down_revision = "20261128_public_records"
branch_labels = None
depends_on = None

# in place: the tables of links would lose their rows if SQLite built the table again
MEASURE = """ALTER TABLE revisions ADD COLUMN measure VARCHAR CONSTRAINT measure_is_known CHECK (measure IS NULL OR
    measure IN ('deaths_and_injuries', 'response_time', 'devices_found', 'freedom_of_movement', 'readiness', 'illness',
    'cost', 'acceptance', 'other', 'nothing'))"""


def upgrade() -> None:
    op.execute(MEASURE)


def downgrade() -> None:
    op.execute("ALTER TABLE revisions DROP COLUMN measure")
