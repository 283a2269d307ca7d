"""A kind whose text is kept for ever may have a rule for names and addresses; each rule names its decision."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("retention_rule", "text_months", nullable=True)
    op.add_column("retention_rule", sa.Column("decision", sa.String(120), server_default="", nullable=False))
    op.alter_column("retention_rule", "decision", server_default=None)


def downgrade() -> None:
    op.drop_column("retention_rule", "decision")
    # Never is no number of months: such a rule goes, and the usual one counts again.
    op.execute("DELETE FROM retention_rule WHERE text_months IS NULL")
    op.alter_column("retention_rule", "text_months", nullable=False)
