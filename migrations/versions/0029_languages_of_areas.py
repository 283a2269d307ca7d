"""Which languages many read in a district."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area_language",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.CheckConstraint("language <> 'sv'", name=op.f("ck_area_language_other")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_language_area_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("area_id", "language", name=op.f("pk_area_language")),
    )


def downgrade() -> None:
    op.drop_table("area_language")
