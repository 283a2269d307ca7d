"""Keep the vocabulary of a Meilisearch index inside it, and read it again when it has changed."""

import json
import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from search.vocabulary import Vocabulary, empty

# Reads what the index remembers under a name: (wanted fields) -> row, or None without an index.
Read = Callable[[list[str]], dict[str, Any] | None]
Row = tuple[str, int, int, str]


class Words:
    """The vocabulary as one process knows it."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known = empty()
        self._stamp = 0
        self._look_again = 0.0
        self._reading = Lock()

    def forget(self) -> None:
        """Look at the index again the next time."""
        self._look_again = 0.0

    def get(self, *, fresh: bool = False) -> Vocabulary:
        """The vocabulary, read again when it has changed, and never more often than reading it is worth."""
        if not fresh and time.monotonic() < self._look_again:
            return self._known
        if not self._reading.acquire(blocking=fresh or not len(self._known)):
            return self._known
        try:
            began = time.monotonic()
            found = self._read(["stamp"])
            if found and found.get("stamp") != self._stamp:
                found = self._read(["stamp", "words"]) or {}
                self._known = Vocabulary((s, t, n, w) for s, t, n, w in json.loads(found.get("words", "[]")))
                self._stamp = found.get("stamp", 0)
            elif not found:
                self._known, self._stamp = empty(), 0
            self._look_again = time.monotonic() + max(2.0, 50 * (time.monotonic() - began))
        finally:
            self._reading.release()
        return self._known


def as_row(name: str, rows: list[Row]) -> dict[str, Any]:
    """The vocabulary as the index remembers it."""
    words = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return {"key": name, "stamp": time.time_ns() // 1000, "words": words}
