"""Registers of leaders, fuller programmes and venues, and the reminders that were sent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NO = sa.text("false")


def upgrade() -> None:
    op.create_table(
        "leader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("process_leader", sa.Boolean(), nullable=False),
        sa.Column("facilitator", sa.Boolean(), nullable=False),
        sa.Column(
            "independence",
            sa.Enum(
                "employee",
                "consultant",
                "independent",
                name="independence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("training", sa.String(length=300), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.String(length=8)), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("cardinality(languages) > 0", name=op.f("ck_leader_languages")),
        sa.CheckConstraint("process_leader OR facilitator", name=op.f("ck_leader_does_something")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_leader_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leader")),
    )
    op.create_index(op.f("ix_leader_organisation_id"), "leader", ["organisation_id"])
    op.create_table(
        "leader_district",
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_leader_district_area_id")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["leader.id"], name=op.f("fk_leader_district_leader_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("leader_id", "area_id", name=op.f("pk_leader_district")),
    )
    op.create_index(op.f("ix_leader_district_area_id"), "leader_district", ["area_id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "publish",
                "held",
                "results",
                "feedback",
                "period_report",
                "promise",
                "evaluation",
                name="dutykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_reminder_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
    )
    op.create_index(op.f("ix_reminder_dialogue_id"), "reminder", ["dialogue_id"])
    for column in ("process_leader_id", "facilitator_id"):
        op.add_column("dialogue", sa.Column(column, sa.Integer(), nullable=True))
        op.create_index(op.f(f"ix_dialogue_{column}"), "dialogue", [column])
        op.create_foreign_key(op.f(f"fk_dialogue_{column}"), "dialogue", "leader", [column], ["id"])
    op.execute(
        "UPDATE dialogue SET report_interval_months = 6"
        " WHERE continuity = 'continuous' AND report_interval_months IS NULL"
    )
    op.create_check_constraint(
        op.f("ck_dialogue_continuous_reports"),
        "dialogue",
        "continuity <> 'continuous' OR report_interval_months IS NOT NULL"
        " OR status IN ('draft', 'coordination', 'unpublished', 'cancelled')",
    )
    op.add_column("programme", sa.Column("retired", sa.Boolean(), server_default=NO, nullable=False))
    for field, high in (("names", 120), ("summaries", 2000)):
        op.drop_constraint(op.f(f"ck_programme_{field}_swedish"), "programme", type_="check")
        op.create_check_constraint(
            op.f(f"ck_programme_{field}_swedish"),
            "programme",
            f"{field} ? 'sv' AND char_length({field}->>'sv') >= 1 AND char_length({field}->>'sv') <= {high}",
        )
    op.add_column("venue", sa.Column("capacity", sa.SmallInteger(), nullable=True))
    op.create_check_constraint(op.f("ck_venue_capacity"), "venue", "capacity > 0")
    for column in ("accessible_toilet", "accessible_parking", "retired"):
        op.add_column("venue", sa.Column(column, sa.Boolean(), server_default=NO, nullable=False))
    op.add_column("venue", sa.Column("booking_email", sa.String(length=254), server_default="", nullable=False))
    op.create_index("ix_commitment_open", "commitment", ["due"], postgresql_where=sa.text("settled_on IS NULL"))


def downgrade() -> None:
    op.drop_index("ix_commitment_open", table_name="commitment")
    for column in ("booking_email", "retired", "accessible_parking", "accessible_toilet", "capacity"):
        op.drop_column("venue", column)
    for field in ("names", "summaries"):
        op.drop_constraint(op.f(f"ck_programme_{field}_swedish"), "programme", type_="check")
        op.create_check_constraint(
            op.f(f"ck_programme_{field}_swedish"), "programme", f"{field} ? 'sv' AND char_length({field}->>'sv') >= 1"
        )
    op.drop_column("programme", "retired")
    op.drop_constraint(op.f("ck_dialogue_continuous_reports"), "dialogue", type_="check")
    for column in ("facilitator_id", "process_leader_id"):
        op.drop_column("dialogue", column)
    for table in ("reminder", "leader_district", "leader"):
        op.drop_table(table)
