"""A finding names the occasion, or the document and its page, in which it is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("finding", sa.Column("occasion_id", sa.Integer(), nullable=True))
    op.add_column("finding", sa.Column("document_id", sa.Integer(), nullable=True))
    op.add_column("finding", sa.Column("document_page", sa.SmallInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_finding_occasion_id"), "finding", "occasion", ["occasion_id"], ["id"], ondelete="SET NULL"
    )
    op.create_foreign_key(
        op.f("fk_finding_document_id"), "finding", "document", ["document_id"], ["id"], ondelete="SET NULL"
    )
    op.create_check_constraint(op.f("ck_finding_document_page"), "finding", "document_page > 0")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_finding_document_page"), "finding", type_="check")
    op.drop_column("finding", "document_page")
    op.drop_column("finding", "document_id")
    op.drop_column("finding", "occasion_id")
