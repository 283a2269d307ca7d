"""Indexes that hold all one needs to count promises and to choose by days, and one for the newest first."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SHOWN = sa.text("card IS NOT NULL")
START = ("ix_published_item_start", "published_item", ["kind", "starts", "id"])


def upgrade() -> None:
    op.drop_index("ix_published_item_start", table_name="published_item")
    op.create_index(*START, postgresql_where=SHOWN, postgresql_include=["ends", "place"])
    op.create_index(
        "ix_published_item_latest",
        "published_item",
        ["kind", sa.text("starts DESC NULLS LAST"), "id"],
        postgresql_where=SHOWN,
    )
    op.create_index(
        "ix_published_item_promises",
        "published_item",
        ["organisers", "status", "starts", "ends"],
        postgresql_where=sa.text("kind = 'commitment' AND card IS NOT NULL"),
    )


def downgrade() -> None:
    for name in ("promises", "latest", "start"):
        op.drop_index(f"ix_published_item_{name}", table_name="published_item")
    op.create_index(*START, postgresql_where=SHOWN)
