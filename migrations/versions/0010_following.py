"""Readers, what they follow, and the news they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", _choice("newskind", "published", "occasion", "moved", "cancelled", "feedback"), nullable=False
        ),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_news_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("key", name=op.f("uq_news_key")),
    )
    op.create_index(op.f("ix_news_dialogue_id"), "news", ["dialogue_id"])
    op.create_table(
        "reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("pace", _choice("pace", "at_once", "weekly"), nullable=False),
        sa.Column("ceiling", sa.SmallInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_through", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ceiling BETWEEN 1 AND 31", name=op.f("ck_reader_ceiling")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_reader_lower_email")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader")),
        sa.UniqueConstraint("email", name=op.f("uq_reader_email")),
        sa.UniqueConstraint("token", name=op.f("uq_reader_token")),
    )
    op.create_index("ix_reader_unconfirmed", "reader", ["at"], postgresql_where=sa.text("confirmed_at IS NULL"))
    op.create_table(
        "follow",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _choice("followkind", "all", "dialogue", "district", "near", "theme", "organiser", "search"),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("km", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'near') = (km > 0)", name=op.f("ck_follow_near_has_distance")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_follow_reader_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("reader_id", "kind", "value", name=op.f("uq_follow_reader_id_kind_value")),
    )


def downgrade() -> None:
    op.drop_table("follow")
    op.drop_table("reader")
    op.drop_table("news")
