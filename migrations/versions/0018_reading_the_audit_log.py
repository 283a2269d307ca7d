"""The audit log is read by person, object, kind, act and day; the key of a second factor waits in the database."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FRESH = {
    "object": ["key", "at", "id"],
    "at": ["at", "id"],
    "kind": ["kind", "at", "id"],
    "act": ["act", "at", "id"],
    "staff": ["staff_id", "at", "id"],
}
BEFORE = {"object": ["kind", "key"], "at": ["at"], "staff": ["staff_id", "id"]}


def upgrade() -> None:
    op.add_column("staff", sa.Column("totp_pending", sa.String(length=64), nullable=True))
    _replace(BEFORE, FRESH)


def downgrade() -> None:
    _replace(FRESH, BEFORE)
    op.drop_column("staff", "totp_pending")


def _replace(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    for name in old:
        op.drop_index(f"ix_audit_entry_{name}", table_name="audit_entry")
    for name, columns in new.items():
        op.create_index(f"ix_audit_entry_{name}", "audit_entry", columns)
