"""Indexes for lists over many dialogues."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SHOWN = sa.text("card IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_published_item_status", "published_item", ["kind", "status", "place", "id"], postgresql_where=SHOWN
    )
    op.create_index(
        "ix_published_item_newest", "published_item", ["kind", sa.text("version DESC"), "id"], postgresql_where=SHOWN
    )
    op.create_index("ix_dialogue_newest", "dialogue", [sa.text("updated_at DESC"), sa.text("id DESC")])
    op.create_index("ix_audit_entry_staff", "audit_entry", ["staff_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_staff", table_name="audit_entry")
    op.drop_index("ix_dialogue_newest", table_name="dialogue")
    for name in ("newest", "status"):
        op.drop_index(f"ix_published_item_{name}", table_name="published_item")
