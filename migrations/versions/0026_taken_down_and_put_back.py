"""What was published can be taken down on request, and what is taken down is never shown."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BEFORE = (
    "personal_data",
    "hate_or_threat",
    "advertising",
    "outside_city",
    "duplicate",
    "individual_case",
    "secrecy",
    "not_understandable",
)
COLUMNS = (("submission", "decline_reason"), ("moderation_event", "reason"), ("moderation_decision", "reason"))


def upgrade() -> None:
    _allow((*BEFORE, "on_request"))
    op.execute("UPDATE submission SET published_at = NULL WHERE state = 'taken_down'")
    op.create_check_constraint(
        op.f("ck_submission_taken_down_is_not_shown"), "submission", "state <> 'taken_down' OR published_at IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_submission_taken_down_is_not_shown"), "submission", type_="check")
    for table, column in COLUMNS:
        # There is no nearer word among the older ones.
        op.execute(f"UPDATE {table} SET {column} = 'individual_case' WHERE {column} = 'on_request'")
    _allow(BEFORE)


def _allow(reasons: tuple[str, ...]) -> None:
    for table, column in COLUMNS:
        name = op.f(f"ck_{table}_declinereason")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, f"{column} IN {reasons!r}")
