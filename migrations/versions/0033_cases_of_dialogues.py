"""Published dialogues are found by the assignments and cases they belong to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

SHOWN = sa.text("""
SELECT id, page -> 'policy_codes', jsonb_path_query_array(page, '$.decisions[*].case_number'),
    jsonb_path_query_array(page, '$.commitments[*].case_number')
FROM published_item WHERE kind = 'dialogue' AND page IS NOT NULL
""")


def upgrade() -> None:
    op.add_column(
        "published_item",
        # Processes of the version before say nothing of it.
        sa.Column("cases", ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    connection = op.get_bind()
    found = []
    for number, *codes in connection.execute(SHOWN):
        # In Python, as it is done from now on: what the database makes of Å depends on how it was set up.
        cases = sorted({" ".join(one.split()).lower() for some in codes for one in some or () if one})
        if cases:
            found.append({"number": number, "cases": cases})
    if found:
        fill = sa.text("UPDATE published_item SET cases = :cases WHERE id = :number")
        connection.execute(fill.bindparams(sa.bindparam("cases", type_=ARRAY(sa.Text()))), found)
    op.create_index("ix_published_item_cases", "published_item", ["cases"], postgresql_using="gin")


def downgrade() -> None:
    op.drop_index("ix_published_item_cases", table_name="published_item")
    op.drop_column("published_item", "cases")
