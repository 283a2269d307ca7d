"""Documents are published items of their own; staff enter words that mean the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_published_item_kind"), "published_item", type_="check")
    op.create_check_constraint(
        op.f("ck_published_item_kind"),
        "published_item",
        "kind IN ('dialogue', 'occasion', 'finding', 'commitment', 'document')",
    )
    op.create_table(
        "synonym_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.String(length=60)), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("cardinality(words) BETWEEN 2 AND 12", name=op.f("ck_synonym_group_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_group")),
    )


def downgrade() -> None:
    op.drop_table("synonym_group")
    op.execute("DELETE FROM published_item WHERE kind = 'document'")
    op.drop_constraint(op.f("ck_published_item_kind"), "published_item", type_="check")
    op.create_check_constraint(
        op.f("ck_published_item_kind"), "published_item", "kind IN ('dialogue', 'occasion', 'finding', 'commitment')"
    )
