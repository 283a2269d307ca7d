"""The table of documents."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Stamped, choice
from portal.dialogues.models import Dialogue
from portal.domain.words import DocumentKind
from portal.files.models import StoredFile


class Document(Stamped, Base):
    """A file of a dialogue; public only after somebody has checked it for personal data."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="sv")
    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind))
    url: Mapped[str | None] = mapped_column(String(500))
    sha256: Mapped[str | None] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    accessible: Mapped[bool] = mapped_column(default=False)
    personal_data_checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    personal_data_checked_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    dialogue: Mapped[Dialogue] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    __table_args__ = (
        CheckConstraint("(url IS NULL) <> (sha256 IS NULL)", name="file_or_address"),
        CheckConstraint("url IS NULL OR url LIKE 'https://%'", name="https"),
    )
