"""The table of kept files."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created


class StoredFile(Base):
    """A file in the data folder, named by the SHA-256 of its stripped content; `text` is what can be read in it.

    Records refer to it by a foreign key; a file that no record refers to is removed after a day.
    """

    __tablename__ = "stored_file"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Created]
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    )
