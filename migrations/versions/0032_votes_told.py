"""Votes that the public was told are remembered, so that later ones beside them reveal nobody."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

NAME = "ck_shown_figures_kind"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), "shown_figures", type_="check")
    op.create_check_constraint(op.f(NAME), "shown_figures", "kind IN ('participation', 'after_form', 'ballot')")


def downgrade() -> None:
    op.execute("DELETE FROM shown_figures WHERE kind = 'ballot'")
    op.drop_constraint(op.f(NAME), "shown_figures", type_="check")
    op.create_check_constraint(op.f(NAME), "shown_figures", "kind IN ('participation', 'after_form')")
