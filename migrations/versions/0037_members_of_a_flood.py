"""A flood is declined as the moderator saw it: its members are kept, not the newest of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever declined one within the last minute is asked again: nobody knows any more what they saw.
    op.execute("DELETE FROM flood_decision")
    op.drop_column("flood_decision", "newest")
    op.add_column("flood_decision", sa.Column("members", postgresql.ARRAY(sa.Integer()), nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM flood_decision")
    op.drop_column("flood_decision", "members")
    op.add_column("flood_decision", sa.Column("newest", sa.Integer(), nullable=False))
