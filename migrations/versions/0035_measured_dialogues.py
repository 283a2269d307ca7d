"""The few dialogues after which something was measured are found without reading every page."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

NAME = "ix_published_item_measured"


def upgrade() -> None:
    measured = sa.text("kind = 'dialogue' AND page -> 'measures' -> 0 IS NOT NULL")
    op.create_index(NAME, "published_item", ["id"], postgresql_where=measured)


def downgrade() -> None:
    op.drop_index(NAME, table_name="published_item")
