"""Who changed what, when: one entry for every change by staff, in the transaction of the change."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created, db


class AuditEntry(Base):
    """One act: who did what to which object; `change` holds what differs, never personal data of residents."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Created]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    act: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(160))
    change: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        Index("ix_audit_entry_object", "key", "at", "id"),
        Index("ix_audit_entry_at", "at", "id"),
        Index("ix_audit_entry_kind", "kind", "at", "id"),
        Index("ix_audit_entry_act", "act", "at", "id"),
        Index("ix_audit_entry_staff", "staff_id", "at", "id"),
    )


def record(
    *, staff_id: int | None, act: str, kind: str, key: object, change: dict[str, object] | None = None, note: str = ""
) -> None:
    """Add an entry to the current transaction; `staff_id` is None when the portal itself acted."""
    db.session.add(AuditEntry(staff_id=staff_id, act=act, kind=kind, key=str(key), change=change or {}, note=note))
