"""How submissions are handled: decisions that can be undone, answers, gathering, attachments, retention."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = ("tip", "suggestion", "own_dialogue", "correction", "accessibility_fault", "comment_on_results")
REASONS = (
    "personal_data",
    "hate_or_threat",
    "advertising",
    "outside_city",
    "duplicate",
    "individual_case",
    "secrecy",
    "not_understandable",
)
VERDICTS = ("approve", "ask", "decline", "forward")
WAYS = ("form", "telephone", "visit", "paper")

MOMENTS = ("escalated_at", "asked_again_at", "published_at", "answered_at", "disposed_at")
ADDED = ("written_in", "fingerprint", "came_by", "name_approved", "answer_due_at", "answer", "gathered_into_id")


def _at(name: str, *, nullable: bool = False) -> sa.Column:
    default = None if nullable else sa.text("now()")
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "retention_rule",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("contact_months", sa.Integer(), nullable=False),
        sa.Column("text_months", sa.Integer(), nullable=False),
        _at("changed_at"),
        sa.CheckConstraint(f"kind IN {KINDS!r}", name=op.f("ck_retention_rule_submissionkind")),
        sa.CheckConstraint(
            "contact_months BETWEEN 0 AND 600 AND text_months BETWEEN contact_months AND 600",
            name=op.f("ck_retention_rule_months"),
        ),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_rule")),
    )
    _decisions()
    op.drop_constraint(op.f("ck_attachment_size"), "attachment")
    for name in ("size", "stored_name", "media_type"):
        op.drop_column("attachment", name)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"])
    op.create_unique_constraint(op.f("uq_attachment_submission_id_sha256"), "attachment", ["submission_id", "sha256"])
    op.create_foreign_key(op.f("fk_attachment_sha256"), "attachment", "stored_file", ["sha256"], ["sha256"])
    _submissions()


def _decisions() -> None:
    op.create_table(
        "moderation_decision",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("forward_to", sa.String(length=200), nullable=False),
        sa.Column("name_approved", sa.Boolean(), nullable=False),
        _at("at"),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("second_by_id", sa.Integer(), nullable=True),
        _at("settles_at", nullable=True),
        sa.CheckConstraint(f"verdict IN {VERDICTS!r}", name=op.f("ck_moderation_decision_verdict")),
        sa.CheckConstraint(f"reason IN {REASONS!r}", name=op.f("ck_moderation_decision_declinereason")),
        sa.CheckConstraint(
            "settles_at IS NULL OR second_by_id IS NOT NULL OR verdict <> 'decline'"
            " OR reason NOT IN ('hate_or_threat', 'secrecy')",
            name=op.f("ck_moderation_decision_two_people_agree"),
        ),
        sa.CheckConstraint(
            "verdict <> 'decline' OR reason IS NOT NULL", name=op.f("ck_moderation_decision_declined_says_why")
        ),
        sa.CheckConstraint(
            "verdict <> 'forward' OR forward_to <> ''", name=op.f("ck_moderation_decision_forwarded_says_where")
        ),
        sa.CheckConstraint("second_by_id <> by_id", name=op.f("ck_moderation_decision_two_people")),
        *(
            sa.ForeignKeyConstraint([name], ["staff.id"], name=op.f(f"fk_moderation_decision_{name}"))
            for name in ("by_id", "second_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_moderation_decision_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_moderation_decision")),
    )
    for name in ("by_id", "settles_at"):
        op.create_index(op.f(f"ix_moderation_decision_{name}"), "moderation_decision", [name])


def _submissions() -> None:
    """What old processes do not fill in has a default, so that they go on until they are replaced."""
    later = sa.text("now() + interval '30 days'")
    for column in (
        sa.Column("written_in", sa.String(length=8), nullable=True),
        sa.Column("fingerprint", sa.String(length=32), server_default="", nullable=False),
        sa.Column("came_by", sa.String(length=40), server_default="form", nullable=False),
        sa.Column("name_approved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), server_default=later, nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("gathered_into_id", sa.Integer(), nullable=True),
        *(_at(name, nullable=True) for name in MOMENTS),
    ):
        op.add_column("submission", column)
    op.execute("UPDATE submission SET answer_due_at = created_at + interval '30 days'")
    op.execute("UPDATE submission SET published_at = decided_at WHERE state = 'published'")
    for name in ("title", "body"):
        op.drop_constraint(op.f(f"ck_submission_{name}_length"), "submission")
    for name, rule in {
        "cameby": f"came_by IN {WAYS!r}",
        "title_length": "disposed_at IS NOT NULL OR char_length(title) >= 5",
        "body_length": "disposed_at IS NOT NULL OR char_length(body) BETWEEN 10 AND 8000",
        "gathered_into_another": "gathered_into_id <> id",
        "published_when": "state <> 'published' OR published_at IS NOT NULL",
    }.items():
        op.create_check_constraint(op.f(f"ck_submission_{name}"), "submission", rule)
    op.create_foreign_key(
        op.f("fk_submission_gathered_into_id"), "submission", "submission", ["gathered_into_id"], ["id"]
    )
    for name in ("draft_id", "gathered_into_id"):
        op.create_index(op.f(f"ix_submission_{name}"), "submission", [name])
    op.create_index("ix_submission_fingerprint", "submission", ["fingerprint", "created_at"])
    op.create_index(
        "ix_submission_closed", "submission", ["closed_at"], postgresql_where=sa.text("disposed_at IS NULL")
    )


def downgrade() -> None:
    for name in ("gathered_into_another", "published_when", "title_length", "body_length", "cameby"):
        op.drop_constraint(op.f(f"ck_submission_{name}"), "submission")
    op.drop_index("ix_submission_draft_id", table_name="submission")
    for name in (*MOMENTS, *ADDED):
        op.drop_column("submission", name)
    op.create_check_constraint(op.f("ck_submission_title_length"), "submission", "char_length(title) >= 5")
    op.create_check_constraint(
        op.f("ck_submission_body_length"), "submission", "char_length(body) BETWEEN 10 AND 8000"
    )
    op.drop_constraint(op.f("fk_attachment_sha256"), "attachment")
    op.drop_constraint(op.f("uq_attachment_submission_id_sha256"), "attachment")
    op.drop_index(op.f("ix_attachment_sha256"), table_name="attachment")
    for column in (
        sa.Column("media_type", sa.String(length=100), server_default="", nullable=False),
        sa.Column("stored_name", sa.String(length=80), server_default="", nullable=False),
        sa.Column("size", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("attachment", column)
    op.create_check_constraint(op.f("ck_attachment_size"), "attachment", "size BETWEEN 1 AND 10485760")
    op.drop_table("moderation_decision")
    op.drop_table("retention_rule")
