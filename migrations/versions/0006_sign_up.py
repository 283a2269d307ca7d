"""Signing up for an occasion."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATES = ("seated", "waiting", "offered", "cancelled", "lapsed")


def upgrade() -> None:
    op.create_table(
        "sign_up",
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column("waiting_places", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("walk_ins", sa.Integer(), nullable=True),
        sa.CheckConstraint("waiting_places >= 0", name=op.f("ck_sign_up_waiting_places")),
        sa.CheckConstraint("walk_ins >= 0", name=op.f("ck_sign_up_walk_ins")),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_sign_up_occasion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("occasion_id", name=op.f("pk_sign_up")),
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("occasion_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="registrationstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("spoken", sa.String(length=8), nullable=False),
        sa.Column("people", sa.SmallInteger(), nullable=False),
        sa.Column("services", postgresql.ARRAY(sa.String(length=20)), nullable=False),
        sa.Column("tell_result", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_sequence", sa.Integer(), nullable=False),
        sa.Column("told_result_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("people BETWEEN 1 AND 10", name=op.f("ck_registration_people")),
        sa.CheckConstraint("came BETWEEN 0 AND 99", name=op.f("ck_registration_came")),
        sa.CheckConstraint("state <> 'offered' OR deadline IS NOT NULL", name=op.f("ck_registration_offered_until")),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["occasion.id"], name=op.f("fk_registration_occasion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("code", name=op.f("uq_registration_code")),
    )
    op.create_index(
        "uq_registration_address",
        "registration",
        ["occasion_id", "email"],
        unique=True,
        postgresql_where=sa.text("state IN ('seated', 'offered', 'waiting')"),
    )
    op.create_index("ix_registration_occasion", "registration", ["occasion_id", "state", "id"])
    op.create_index(
        "ix_registration_deadline", "registration", ["deadline"], postgresql_where=sa.text("deadline IS NOT NULL")
    )
    op.create_index("ix_registration_email", "registration", ["email"])


def downgrade() -> None:
    op.drop_table("registration")
    op.drop_table("sign_up")
