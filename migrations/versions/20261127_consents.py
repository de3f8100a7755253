"""consents: what delegations and partners answered to being named in a case

Revision: 20261127_consents
Follows: 20261127_released_files
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_consents"
down_revision = "20261127_released_files"
branch_labels = None
depends_on = None

COLUMNS = {"partners": "[]", "partner_answers": "{}", "withdrawn_names": "[]"}
BEFORE = {"answer": "agreed", "note": "Named before Casebook asked"}
NAMED = """SELECT link.revision_id, link.place_code FROM revision_implementing_states AS link
    JOIN revisions ON revisions.id = link.revision_id JOIN cases ON cases.id = revisions.case_id
    WHERE link.place_code <> cases.submitting_code"""


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("text_mark", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("answer IN ('confirmed', 'refused', 'withdrawn')", name=op.f("consent_answer_is_known")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_consents_case_id")),
        sa.ForeignKeyConstraint(["delegation_code"], ["delegations.code"], name=op.f("fk_consents_delegation_code")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id")),
        sa.PrimaryKeyConstraint("case_id", "delegation_code", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_delegation_code"), "consents", ["delegation_code"])
    # in place: the tables of links would lose their rows if SQLite built the table again
    for name, empty in COLUMNS.items():
        op.add_column("revisions", sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    op.add_column("attachments", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
    _keep_names()


def _keep_names() -> None:
    """Let States that were named stay named."""
    connection, answers = op.get_bind(), {}
    for number, code in connection.execute(sa.text(NAMED)):
        answers.setdefault(number, {})[code] = BEFORE
    statement = sa.text("UPDATE revisions SET partner_answers = :answers WHERE id = :number").bindparams(
        sa.bindparam("answers", type_=sa.JSON())
    )
    for number, given in answers.items():
        connection.execute(statement, {"number": number, "answers": given})


def downgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE revisions DROP COLUMN {name}")
    op.execute("ALTER TABLE attachments DROP COLUMN withheld")
    op.drop_table("consents")
