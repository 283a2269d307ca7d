"""Stored asks are found by their first or last day, in indexes that hold all that is read."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

READ = ["dialogue_id", "lead_id", "reported_on", "minutes", "published", "asks_all", "areas", "themes", "groups"]


def upgrade() -> None:
    op.drop_index("ix_overlap_ask_during", "overlap_ask")
    op.drop_index("ix_overlap_ask_unanswered", "overlap_ask")
    for name, day, other, rule in (
        ("short", "starts", "ends", "counts AND ends - starts <= 92"),
        ("long", "ends", "starts", "counts AND ends - starts > 92"),
        ("unanswered", "ends", "starts", "counts AND reported_on IS NULL"),
    ):
        op.create_index(
            f"ix_overlap_ask_{name}",
            "overlap_ask",
            [day],
            postgresql_include=[other, *READ],
            postgresql_where=sa.text(rule),
        )


def downgrade() -> None:
    for name in ("short", "long", "unanswered"):
        op.drop_index(f"ix_overlap_ask_{name}", "overlap_ask")
    op.create_index(
        "ix_overlap_ask_during",
        "overlap_ask",
        [sa.text("daterange(starts, ends, '[]')")],
        postgresql_using="gist",
        postgresql_where=sa.text("counts"),
    )
    op.create_index(
        "ix_overlap_ask_unanswered",
        "overlap_ask",
        ["ends"],
        postgresql_where=sa.text("counts AND reported_on IS NULL"),
    )
