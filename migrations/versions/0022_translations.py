"""Translations in a table of their own, text by text, with who made them and the Swedish words they follow."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

FIELDS = (
    "title",
    "summary",
    "easy_read",
    "purpose",
    "frame_in",
    "frame_out",
    "can_influence",
    "cannot_influence",
    "accessibility_note",
)
QUESTION = ("question", "question", "texts")
SPOKEN = (
    ("finding", "finding", "texts"),
    ("feedback", "feedback_post", "texts"),
    ("promise", "commitment", "texts"),
    ("decision", "decision_link", "outcome"),
)
HOW = sa.Enum("human", "machine", "reviewed", name="how", native_enum=False, create_constraint=True, length=40)
MADE = """CASE WHEN t.origin IS DISTINCT FROM 'machine' THEN 'human'
                        WHEN t.reviewed_by_id IS NULL THEN 'machine' ELSE 'reviewed' END"""
"""How a sheet of texts was made, its questions with it."""


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("how", HOW, nullable=False),
        sa.Column("follows", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("language <> 'sv'", name=op.f("ck_translation_language")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_translation_text")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_translation_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_translation_dialogue_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    op.create_index("uq_translation_dialogue", "translation", ["dialogue_id", "part", "language"], unique=True)
    for field in FIELDS:
        # What a text follows: the Swedish of the revision it was made of, where that is known.
        op.execute(
            f"""
            INSERT INTO translation (dialogue_id, part, language, text, how, follows, by_id)
            SELECT t.dialogue_id, '{field}', t.language, t.{field}, {MADE},
                   coalesce(v.record -> 'texts' -> 'sv' ->> '{field}', s.{field}), t.reviewed_by_id
              FROM dialogue_text t
              JOIN dialogue_text s ON s.dialogue_id = t.dialogue_id AND s.language = 'sv'
              LEFT JOIN dialogue_version v ON v.dialogue_id = t.dialogue_id AND v.revision = t.of_revision
             WHERE t.language <> 'sv' AND t.{field} <> ''
            """
        )
    op.execute(
        f"""
        INSERT INTO translation (dialogue_id, part, language, text, how, follows, by_id)
        SELECT q.dialogue_id, 'question-' || q.id, one.key, one.value, {MADE},
               coalesce((SELECT asked.value ->> 'sv'
                           FROM jsonb_array_elements(v.record -> 'questions') WITH ORDINALITY AS asked (value, place)
                           JOIN jsonb_array_elements(v.record -> 'question_ids') WITH ORDINALITY AS number (value, place)
                             ON number.place = asked.place
                          WHERE number.value = to_jsonb(q.id)), q.texts ->> 'sv'), t.reviewed_by_id
          FROM question q
          CROSS JOIN jsonb_each_text(q.texts) AS one
          LEFT JOIN dialogue_text t ON t.dialogue_id = q.dialogue_id AND t.language = one.key
          LEFT JOIN dialogue_version v ON v.dialogue_id = q.dialogue_id AND v.revision = t.of_revision
         WHERE one.key <> 'sv' AND one.value <> ''
        """
    )
    for part, table, column in SPOKEN:
        op.execute(
            f"""
            INSERT INTO translation (dialogue_id, part, language, text, how, follows)
            SELECT t.dialogue_id, '{part}-' || t.id, one.key, one.value, 'human', t.{column} ->> 'sv'
              FROM {table} t, jsonb_each_text(t.{column}) AS one
             WHERE one.key <> 'sv' AND one.value <> ''
            """
        )
    for _part, table, column in (QUESTION, *SPOKEN):
        op.execute(
            f"""
            UPDATE {table} SET {column} = jsonb_build_object('sv', {column} ->> 'sv')
             WHERE {column} <> jsonb_build_object('sv', {column} ->> 'sv')
            """
        )
    op.execute("DELETE FROM dialogue_text WHERE language <> 'sv'")
    op.drop_constraint(op.f("ck_dialogue_text_swedish_is_original"), "dialogue_text", type_="check")
    op.drop_constraint(op.f("ck_dialogue_text_origin"), "dialogue_text", type_="check")
    for column in ("origin", "reviewed_by_id", "of_revision"):
        op.drop_column("dialogue_text", column)
    op.create_check_constraint(op.f("ck_dialogue_text_swedish"), "dialogue_text", "language = 'sv'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_dialogue_text_swedish"), "dialogue_text", type_="check")
    op.add_column("dialogue_text", sa.Column("origin", sa.String(10), nullable=False, server_default="original"))
    op.alter_column("dialogue_text", "origin", server_default=None)
    op.add_column("dialogue_text", sa.Column("reviewed_by_id", sa.Integer()))
    op.add_column("dialogue_text", sa.Column("of_revision", sa.Integer()))
    op.create_foreign_key(
        op.f("fk_dialogue_text_reviewed_by_id"),
        "dialogue_text",
        "staff",
        ["reviewed_by_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_check_constraint(
        op.f("ck_dialogue_text_origin"), "dialogue_text", "origin IN ('original', 'human', 'machine')"
    )
    op.create_check_constraint(
        op.f("ck_dialogue_text_swedish_is_original"), "dialogue_text", "(language = 'sv') = (origin = 'original')"
    )
    # A language without a title had no place before; its other texts go with the table.
    parts = ", ".join(f"coalesce(max(text) FILTER (WHERE part = '{field}'), '')" for field in FIELDS)
    op.execute(
        f"""
        INSERT INTO dialogue_text (dialogue_id, language, {", ".join(FIELDS)}, origin)
        SELECT dialogue_id, language, {parts}, CASE WHEN bool_or(how = 'machine') THEN 'machine' ELSE 'human' END
          FROM translation WHERE part IN {FIELDS}
         GROUP BY dialogue_id, language HAVING bool_or(part = 'title')
        """
    )
    for part, table, column in (QUESTION, *SPOKEN):
        op.execute(
            f"""
            UPDATE {table} t SET {column} = t.{column} || said.texts
              FROM (SELECT part, jsonb_object_agg(language, text) AS texts FROM translation GROUP BY part) AS said
             WHERE said.part = '{part}-' || t.id
            """
        )
    op.drop_table("translation")
