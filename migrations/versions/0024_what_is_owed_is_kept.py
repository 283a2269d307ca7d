"""What is owed is kept beside the dialogues; the command that migrates, and the worker, fill it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KINDS = ("publish", "held", "results", "feedback", "period_report", "promise", "evaluation")


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column(
            "kind",
            sa.Enum(*KINDS, native_enum=False, create_constraint=True, length=40, name="dutykind"),
            nullable=False,
        ),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_duty_dialogue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_duty_organisation_id")),
        sa.PrimaryKeyConstraint("kind", "dialogue_id", "subject_id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_dialogue_id", "duty", ["dialogue_id"])
    op.create_index(
        "ix_duty_due", "duty", ["due", "dialogue_id", "subject_id"], postgresql_include=["kind", "organisation_id"]
    )


def downgrade() -> None:
    op.drop_table("duty")
