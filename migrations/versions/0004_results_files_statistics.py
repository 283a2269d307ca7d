"""Files by their content, corrected entries, figures once shown, and the numbers of the statistics."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NOW = sa.text("now()")
WITHDRAWN = ("finding", "feedback_post", "outcome_measure", "document")


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size")),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_stored_file_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "entry_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_entry_revision_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_entry_revision_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_revision")),
    )
    op.create_index(op.f("ix_entry_revision_dialogue_id"), "entry_revision", ["dialogue_id"])
    op.create_table(
        "shown_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.CheckConstraint("kind IN ('participation', 'after_form')", name=op.f("ck_shown_figures_kind")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_shown_figures_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_figures")),
    )
    op.create_index(op.f("ix_shown_figures_dialogue_id"), "shown_figures", ["dialogue_id"])
    op.create_table(
        "yearly_figure",
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("area", "year", "measure", name=op.f("pk_yearly_figure")),
    )
    for table in WITHDRAWN:
        op.add_column(table, sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outcome_measure", sa.Column("sdg", sa.SmallInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_outcome_measure_sdg"), "outcome_measure", "sdg BETWEEN 1 AND 17")
    op.add_column(
        "evaluation",
        sa.Column("recruitment_used", postgresql.ARRAY(sa.String(length=30)), server_default="{}", nullable=False),
    )
    op.drop_constraint(op.f("ck_document_file_or_address"), "document", type_="check")
    op.drop_column("document", "stored_name")
    op.drop_column("document", "media_type")
    op.drop_column("document", "size")
    op.create_check_constraint(op.f("ck_document_file_or_address"), "document", "(url IS NULL) <> (sha256 IS NULL)")
    op.create_foreign_key(op.f("fk_document_sha256"), "document", "stored_file", ["sha256"], ["sha256"])
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])
    op.add_column("published_item", sa.Column("programme", sa.String(length=80), nullable=True))
    op.add_column("published_item", sa.Column("answer_due", sa.Date(), nullable=True))
    op.create_index(
        "ix_published_item_programme",
        "published_item",
        ["programme", "place"],
        postgresql_where=sa.text("programme IS NOT NULL"),
    )
    op.create_index(
        "ix_published_item_answer_due",
        "published_item",
        ["answer_due"],
        postgresql_where=sa.text("answer_due IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_published_item_answer_due", table_name="published_item")
    op.drop_index("ix_published_item_programme", table_name="published_item")
    op.drop_column("published_item", "answer_due")
    op.drop_column("published_item", "programme")
    op.drop_index(op.f("ix_document_sha256"), table_name="document")
    op.drop_constraint(op.f("fk_document_sha256"), "document", type_="foreignkey")
    op.drop_constraint(op.f("ck_document_file_or_address"), "document", type_="check")
    op.add_column("document", sa.Column("size", sa.Integer(), nullable=True))
    op.add_column("document", sa.Column("media_type", sa.String(length=100), nullable=True))
    op.add_column("document", sa.Column("stored_name", sa.String(length=80), nullable=True))
    op.execute("UPDATE document SET stored_name = sha256 WHERE url IS NULL")
    op.create_check_constraint(
        op.f("ck_document_file_or_address"), "document", "(url IS NULL) <> (stored_name IS NULL)"
    )
    op.drop_column("evaluation", "recruitment_used")
    op.drop_constraint(op.f("ck_outcome_measure_sdg"), "outcome_measure", type_="check")
    op.drop_column("outcome_measure", "sdg")
    for table in reversed(WITHDRAWN):
        op.drop_column(table, "withdrawn_at")
    op.drop_table("yearly_figure")
    op.drop_table("shown_figures")
    op.drop_table("entry_revision")
    op.drop_table("stored_file")
