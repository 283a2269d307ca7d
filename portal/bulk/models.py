"""The tables of bulk registration: files on their way, their mistakes, and where dialogues came from."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, deferred, mapped_column

from portal.db import Base, Created, Moment, choice


class ImportState(StrEnum):
    """How far a file has come."""

    CHECKING = "checking"
    CHECKED = "checked"
    LOADING = "loading"
    DONE = "done"
    REFUSED = "refused"


class BulkImport(Base):
    """A file sent to the desk; `seen` counts rows as it goes, `reason` says why a file was refused as a whole."""

    __tablename__ = "bulk_import"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Created]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    mapping: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    history: Mapped[bool] = mapped_column(default=False)
    skip_bad: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ImportState] = mapped_column(choice(ImportState), default=ImportState.CHECKING)
    total: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    bad: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    made: Mapped[int] = mapped_column(default=0)
    unknown: Mapped[list[str]] = mapped_column(ARRAY(String(120)), default=list)
    reason: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    done_at: Mapped[Moment | None]


class BulkFault(Base):
    """One mistake in a file, in the order of the file."""

    __tablename__ = "bulk_fault"
    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("bulk_import.id", ondelete="CASCADE"))
    row: Mapped[int]
    column: Mapped[str] = mapped_column(String(120))
    rule: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, object]] = mapped_column(JSONB, default=dict)
    __table_args__ = (Index("ix_bulk_fault_import", "import_id", "id"),)


class Origin(Base):
    """Which row of which file a dialogue came from; a reference is used once, so nothing is entered twice."""

    __tablename__ = "dialogue_origin"
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(String(140), unique=True)
    row: Mapped[int]
