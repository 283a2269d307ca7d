"""What the overlap check and the load map read, beside the dialogues."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The rows are filled afterwards, a stretch at a time: see portal.overlap.asks.fill.
    op.create_table(
        "overlap_ask",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("statutory", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("asks_all", sa.Boolean(), nullable=False),
        sa.Column("areas", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("themes", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("groups", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_overlap_ask_dialogue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["organisation.id"], name=op.f("fk_overlap_ask_lead_id")),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_overlap_ask")),
    )
    op.create_index(
        "ix_overlap_ask_during",
        "overlap_ask",
        [sa.text("daterange(starts, ends, '[]')")],
        postgresql_using="gist",
        postgresql_where=sa.text("counts"),
    )
    op.create_index(
        "ix_overlap_ask_unanswered",
        "overlap_ask",
        ["ends"],
        postgresql_where=sa.text("counts AND reported_on IS NULL"),
    )
    op.create_table(
        "load_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_due")),
    )
    op.create_index(op.f("ix_load_due_month"), "load_due", ["month"])
    op.create_table(
        "load_cell",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("asks", sa.Double(), nullable=False),
        sa.Column("dialogues", sa.Integer(), nullable=False),
        sa.Column("direct", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["area.id"], name=op.f("fk_load_cell_district_id")),
        sa.ForeignKeyConstraint(["group_id"], ["target_group.id"], name=op.f("fk_load_cell_group_id")),
        sa.PrimaryKeyConstraint("month", "published", "district_id", "group_id", name=op.f("pk_load_cell")),
    )
    op.create_table(
        "load_state",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("weights_version", sa.Integer(), nullable=False),
        sa.Column("limits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_load_state_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_state")),
    )


def downgrade() -> None:
    for table in ("load_state", "load_cell", "load_due", "overlap_ask"):
        op.drop_table(table)
