"""The table of the key with which web processes may search, and nothing else."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class SearchKey(Base):
    """The search-only key of one Meilisearch server, left by the worker for the web processes."""

    __tablename__ = "search_key"
    url: Mapped[str] = mapped_column(String(300), primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
