"""The tag of all public pages at this moment: content version, day, and build."""

from collections.abc import Callable
from datetime import date
from threading import Lock

import psycopg


class VersionReader:
    """Reads the committed content version over a connection of its own: one short statement per page."""

    def __init__(self, database_url: str, *, build: str, today: Callable[[], date]) -> None:
        self._address = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._build = build
        self._today = today
        self._connection: psycopg.Connection | None = None
        self._lock = Lock()

    def tag(self) -> str | None:
        """Something that changes whenever a public page may; None when the database does not answer."""
        with self._lock:
            for _attempt in range(2):
                try:
                    if self._connection is None:
                        self._connection = psycopg.connect(self._address, autocommit=True, connect_timeout=2)
                    row = self._connection.execute("SELECT content FROM content_version", prepare=True).fetchone()
                    return f"{row[0]:x}-{self._today().toordinal():x}-{self._build}" if row else None
                except psycopg.Error:
                    if self._connection is not None:
                        self._connection.close()
                    self._connection = None
        return None

    def close(self) -> None:
        """Close the connection; the next question opens another."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None
