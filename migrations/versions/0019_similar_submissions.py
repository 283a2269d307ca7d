"""Words of submissions and of dialogues, so that similar ones are found quickly."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_submission_words ON submission USING gin (to_tsvector('swedish', title || ' ' || body))"
    )
    op.execute(
        "CREATE INDEX ix_dialogue_text_words ON dialogue_text"
        " USING gin (to_tsvector('swedish', title || ' ' || summary)) WHERE language = 'sv'"
    )


def downgrade() -> None:
    op.drop_index("ix_dialogue_text_words", "dialogue_text")
    op.drop_index("ix_submission_words", "submission")
