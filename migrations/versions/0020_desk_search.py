"""Dialogues whose entry in the search of the desk must be written anew; at first that is all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_search_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_search_due")),
    )
    op.execute("INSERT INTO desk_search_due (dialogue_id) SELECT id FROM dialogue")


def downgrade() -> None:
    op.drop_table("desk_search_due")
    op.execute("DROP SCHEMA IF EXISTS desk_search CASCADE")
