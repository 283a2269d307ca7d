"""Indexes that hold all one needs to count and to order promises, open and settled."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_on IS NULL")


def upgrade() -> None:
    op.drop_index("ix_commitment_open", table_name="commitment")
    op.create_index(
        "ix_commitment_open",
        "commitment",
        ["due", "id"],
        postgresql_include=["status", "organisation_id", "dialogue_id"],
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_commitment_settled",
        "commitment",
        [sa.text("settled_on DESC"), "id"],
        postgresql_include=["organisation_id", "dialogue_id"],
        postgresql_where=sa.text("settled_on IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_commitment_settled", table_name="commitment")
    op.drop_index("ix_commitment_open", table_name="commitment")
    op.create_index("ix_commitment_open", "commitment", ["due"], postgresql_where=OPEN)
