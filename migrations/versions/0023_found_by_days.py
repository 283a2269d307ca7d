"""Indexes that find dialogues and occasions by the days they touch, and that hold what the lists of the desk skip."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NEWEST = ("ix_dialogue_newest", "dialogue", [sa.text("updated_at DESC"), sa.text("id DESC")])
ANSWERS = ("ix_published_item_answer_due", "published_item", ["answer_due"])
AWAITED = sa.text("answer_due IS NOT NULL")
SEEN = ["status", "lead_id", "created_by_id"]


def upgrade() -> None:
    op.create_index(
        "ix_published_item_days",
        "published_item",
        [sa.text("daterange(starts, ends, '[]')")],
        postgresql_using="gist",
        postgresql_include=["place", "id", "starts", "ends", "districts"],
        postgresql_where=sa.text("kind = 'occasion' AND card IS NOT NULL"),
    )
    op.create_index(
        "ix_dialogue_days",
        "dialogue",
        [sa.text("daterange(starts, COALESCE(ends, starts), '[]')")],
        postgresql_using="gist",
        postgresql_include=["starts", "ends", "id", *SEEN],
        postgresql_where=sa.text("starts IS NOT NULL"),
    )
    op.drop_index("ix_dialogue_newest", table_name="dialogue")
    op.create_index(*NEWEST, postgresql_include=SEEN)
    op.drop_index("ix_published_item_answer_due", table_name="published_item")
    op.create_index(*ANSWERS, postgresql_include=["id"], postgresql_where=AWAITED)


def downgrade() -> None:
    op.drop_index("ix_published_item_answer_due", table_name="published_item")
    op.create_index(*ANSWERS, postgresql_where=AWAITED)
    op.drop_index("ix_dialogue_newest", table_name="dialogue")
    op.create_index(*NEWEST)
    op.drop_index("ix_dialogue_days", table_name="dialogue")
    op.drop_index("ix_published_item_days", table_name="published_item")
