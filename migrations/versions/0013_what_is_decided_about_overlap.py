"""What is decided about overlap: proposals, notes of coordinators, notices, and when an assessment was made."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENTS = ("coordination", "publishing", "suggestion", "dates")
STATES = ("proposed", "accepted", "declined", "withdrawn")
NOTES = ("comment", "talks", "settled")


def _at(name: str, *, nullable: bool = False) -> sa.Column:
    default = None if nullable else sa.text("now()")
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def upgrade() -> None:
    op.add_column(
        "fatigue_assessment", sa.Column("moment", sa.String(length=40), server_default="coordination", nullable=False)
    )
    op.execute("UPDATE fatigue_assessment SET moment = 'publishing' WHERE decided IS NOT NULL")
    op.alter_column("fatigue_assessment", "moment", server_default=None)
    op.create_check_constraint(
        op.f("ck_fatigue_assessment_assessedat"), "fatigue_assessment", f"moment IN {MOMENTS!r}"
    )
    op.add_column("fatigue_assessment", sa.Column("taken", sa.String(length=60), server_default="", nullable=False))
    op.alter_column("fatigue_assessment", "taken", server_default=None)
    op.create_index(
        "ix_fatigue_assessment_high",
        "fatigue_assessment",
        ["id"],
        postgresql_where=sa.text("level IN ('high', 'very_high')"),
    )
    op.create_table(
        "fatigue_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        _at("at"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN {NOTES!r}", name=op.f("ck_fatigue_note_notekind")),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["fatigue_assessment.id"],
            name=op.f("fk_fatigue_note_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_fatigue_note_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fatigue_note")),
    )
    op.create_index(op.f("ix_fatigue_note_assessment_id"), "fatigue_note", ["assessment_id"])
    op.create_table(
        "joint_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        _at("at"),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("before", sa.SmallInteger(), nullable=False),
        sa.Column("after", sa.SmallInteger(), nullable=False),
        _at("answered_at", nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(f"state IN {STATES!r}", name=op.f("ck_joint_proposal_proposalstate")),
        sa.CheckConstraint(
            "dialogue_id <> other_id AND host_id IN (dialogue_id, other_id)", name=op.f("ck_joint_proposal_two")
        ),
        sa.CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name=op.f("ck_joint_proposal_answered")),
        *(
            sa.ForeignKeyConstraint(
                [name], ["dialogue.id"], name=op.f(f"fk_joint_proposal_{name}"), ondelete="CASCADE"
            )
            for name in ("dialogue_id", "other_id", "host_id")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["staff.id"], name=op.f(f"fk_joint_proposal_{name}"), ondelete="SET NULL")
            for name in ("by_id", "answered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_proposal")),
    )
    op.create_index(op.f("ix_joint_proposal_dialogue_id"), "joint_proposal", ["dialogue_id"])
    op.create_index(op.f("ix_joint_proposal_other_id"), "joint_proposal", ["other_id"])
    op.create_index(
        "uq_joint_proposal_open",
        "joint_proposal",
        [sa.text("least(dialogue_id, other_id)"), sa.text("greatest(dialogue_id, other_id)")],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_table(
        "overlap_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        _at("at"),
        _at("mailed_at", nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["dialogue.id"], name=op.f(f"fk_overlap_notice_{name}"), ondelete="CASCADE"
            )
            for name in ("dialogue_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlap_notice")),
        sa.UniqueConstraint("dialogue_id", "other_id", name=op.f("uq_overlap_notice_dialogue_id")),
    )
    op.create_index(op.f("ix_overlap_notice_other_id"), "overlap_notice", ["other_id"])
    op.create_index(
        "ix_overlap_notice_waiting", "overlap_notice", ["id"], postgresql_where=sa.text("mailed_at IS NULL")
    )


def downgrade() -> None:
    for name in ("overlap_notice", "joint_proposal", "fatigue_note"):
        op.drop_table(name)
    op.drop_index("ix_fatigue_assessment_high", table_name="fatigue_assessment")
    op.drop_column("fatigue_assessment", "taken")
    op.drop_column("fatigue_assessment", "moment")
