"""applications to join the Group, what the co-chairs say about them, and mails to applicants, who have no account

Revision: 20261127_applications
Follows: 20261127_index_rebuilds
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_applications"
down_revision = "20261127_index_rebuilds"
branch_labels = None
depends_on = None

IS_SUPPORT = sa.text("question IS NULL")


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_code", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("letter_reference", sa.String(), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("contributions", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('unproved', 'applied', 'accepted', 'deferred')", name=op.f("application_has_a_known_state")
        ),
        sa.CheckConstraint(
            "standing NOT IN ('co_chair', 'applicant', 'former')", name=op.f("application_is_for_member_or_observer")
        ),
        sa.CheckConstraint("(state = 'unproved') = (proved_at IS NULL)", name=op.f("proved_application_has_a_date")),
        sa.CheckConstraint(
            "(state IN ('accepted', 'deferred')) = (decided_at IS NOT NULL)",
            name=op.f("decided_application_has_a_date"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
    )
    op.create_index(op.f("ix_applications_mailbox"), "applications", ["mailbox"])
    op.create_index(op.f("ix_applications_state"), "applications", ["state"])
    op.create_table(
        "application_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("co_chair_code", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("answered_question_has_a_date")),
        sa.CheckConstraint("question IS NOT NULL OR answer IS NULL", name=op.f("only_a_question_has_an_answer")),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_application_opinions_{column}"))
            for column, target in (
                ("application_id", "applications.id"),
                ("co_chair_code", "delegations.code"),
                ("account_id", "accounts.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_opinions")),
    )
    op.create_index(op.f("ix_application_opinions_application_id"), "application_opinions", ["application_id"])
    op.create_index(
        "one_support_per_co_chair",
        "application_opinions",
        ["application_id", "co_chair_code"],
        unique=True,
        sqlite_where=IS_SUPPORT,
        postgresql_where=IS_SUPPORT,
    )
    with op.batch_alter_table("mails") as table:
        table.alter_column("account_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("application_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("purpose", sa.String(), nullable=True))
        table.create_foreign_key("fk_mails_application_id", "applications", ["application_id"], ["id"])
        table.create_check_constraint("mail_has_one_recipient", "(account_id IS NULL) = (application_id IS NOT NULL)")
        table.create_check_constraint(
            "mail_to_an_applicant_has_a_purpose", "(application_id IS NULL) = (purpose IS NULL)"
        )
        table.create_index(op.f("ix_mails_application_id"), ["application_id"])


def downgrade() -> None:
    op.execute("DELETE FROM mails WHERE application_id IS NOT NULL")
    with op.batch_alter_table("mails") as table:
        table.drop_index(op.f("ix_mails_application_id"))
        table.drop_constraint("mail_to_an_applicant_has_a_purpose", type_="check")
        table.drop_constraint("mail_has_one_recipient", type_="check")
        table.drop_constraint("fk_mails_application_id", type_="foreignkey")
        table.drop_column("purpose")
        table.drop_column("application_id")
        table.alter_column("account_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("application_opinions")
    op.drop_table("applications")
