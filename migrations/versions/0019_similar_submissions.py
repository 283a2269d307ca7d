"""Words of submissions, so that similar ones are found quickly."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_submission_words ON submission USING gin (to_tsvector('swedish', title || ' ' || body))"
    )


def downgrade() -> None:
    op.drop_index("ix_submission_words", "submission")
