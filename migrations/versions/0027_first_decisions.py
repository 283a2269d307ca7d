"""When a first decision was promised and came, and what is told of each quarter: counted once when it is over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

# The end of the third working day, in Stockholm, from Sunday to Saturday.
PROMISED = """
UPDATE submission SET first_due_at = (
    (created_at AT TIME ZONE 'Europe/Stockholm')::date
    + (ARRAY[3, 3, 3, 5, 5, 5, 4])[1 + extract(dow FROM created_at AT TIME ZONE 'Europe/Stockholm')::int]
    + time '23:59'
) AT TIME ZONE 'Europe/Stockholm'
"""
DECIDED = """
UPDATE submission SET first_decided_at = decided.at FROM (
    SELECT submission_id, min(at) AS at FROM moderation_event
    WHERE action IN ('asked', 'approved', 'declined', 'forwarded') GROUP BY submission_id
) AS decided WHERE decided.submission_id = submission.id
"""


def upgrade() -> None:
    op.add_column("submission", sa.Column("first_due_at", MOMENT))
    op.add_column("submission", sa.Column("first_decided_at", MOMENT))
    op.execute(PROMISED)
    op.execute(DECIDED)
    # Processes of the version before say nothing of it: three working days are five days at most.
    later = sa.text("now() + interval '5 days'")
    op.alter_column("submission", "first_due_at", nullable=False, server_default=later)
    op.create_index(
        "ix_submission_first_decided",
        "submission",
        ["first_decided_at"],
        postgresql_where=sa.text("first_decided_at IS NOT NULL"),
        postgresql_include=["organisation_id", "created_at", "first_due_at"],
    )
    op.create_index(
        "ix_submission_received", "submission", ["created_at"], postgresql_include=["organisation_id", "kind"]
    )
    op.create_index(
        "ix_submission_declined",
        "submission",
        ["decided_at"],
        postgresql_where=sa.text("decline_reason IS NOT NULL"),
        postgresql_include=["organisation_id", "kind", "decline_reason"],
    )
    op.create_table(
        "moderation_quarter",
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("counted_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("begins", name=op.f("pk_moderation_quarter")),
    )


def downgrade() -> None:
    op.drop_table("moderation_quarter")
    for name in ("declined", "received", "first_decided"):
        op.drop_index(f"ix_submission_{name}", table_name="submission")
    op.drop_column("submission", "first_decided_at")
    op.drop_column("submission", "first_due_at")
