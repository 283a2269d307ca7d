"""A plan may say what it looks at in particular, and which global goals it serves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

NAMES = ("ck_dialogue_perspectives", "ck_dialogue_global_goals")


def upgrade() -> None:
    # Processes of the version before say nothing of either.
    for name, kind in (("perspectives", sa.String(20)), ("global_goals", sa.SmallInteger())):
        op.add_column("dialogue", sa.Column(name, ARRAY(kind), server_default="{}", nullable=False))
    known = "perspectives <@ ARRAY['children', 'safety', 'health', 'equality']::varchar[]"
    op.create_check_constraint(op.f(NAMES[0]), "dialogue", known)
    op.create_check_constraint(op.f(NAMES[1]), "dialogue", "1 <= ALL (global_goals) AND 17 >= ALL (global_goals)")


def downgrade() -> None:
    for name in NAMES:
        op.drop_constraint(op.f(name), "dialogue", type_="check")
    op.drop_column("dialogue", "perspectives")
    op.drop_column("dialogue", "global_goals")
