"""A whole flood is declined with one decision, which can be undone for a minute."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flood_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("messages", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("settles_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_flood_decision_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flood_decision")),
    )
    op.create_index(op.f("ix_flood_decision_by_id"), "flood_decision", ["by_id"])
    op.create_index(op.f("ix_flood_decision_settles_at"), "flood_decision", ["settles_at"])


def downgrade() -> None:
    op.drop_table("flood_decision")
