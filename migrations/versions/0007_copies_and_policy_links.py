"""A dialogue remembers which one it was copied from; links to the city's assignments are secure."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dialogue", sa.Column("copied_from_id", sa.Integer(), nullable=True))
    op.create_foreign_key(
        op.f("fk_dialogue_copied_from_id"), "dialogue", "dialogue", ["copied_from_id"], ["id"], ondelete="SET NULL"
    )
    op.create_check_constraint(op.f("ck_policy_link_https"), "policy_link", "url IS NULL OR url LIKE 'https://%'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_policy_link_https"), "policy_link", type_="check")
    op.drop_constraint(op.f("fk_dialogue_copied_from_id"), "dialogue", type_="foreignkey")
    op.drop_column("dialogue", "copied_from_id")
