"""The table of words that mean the same."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Stamped


class SynonymGroup(Stamped, Base):
    """Words or short phrases that find each other; the data of the search package holds the common ones."""

    __tablename__ = "synonym_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[list[str]] = mapped_column(ARRAY(String(60)))
    __table_args__ = (CheckConstraint("cardinality(words) BETWEEN 2 AND 12", name="words"),)
