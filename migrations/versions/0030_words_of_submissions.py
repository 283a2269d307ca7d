"""The words of each submission are stored, so that those alike are ranked without reading every text anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_submission_words", "submission")
    made = sa.Computed("to_tsvector('swedish', title || ' ' || body)", persisted=True)
    op.add_column("submission", sa.Column("words", TSVECTOR(), made, nullable=False))
    op.create_index("ix_submission_words", "submission", ["words"], postgresql_using="gin")


def downgrade() -> None:
    op.drop_index("ix_submission_words", "submission")
    op.drop_column("submission", "words")
    op.execute(
        "CREATE INDEX ix_submission_words ON submission USING gin (to_tsvector('swedish', title || ' ' || body))"
    )
