"""Why a Meilisearch server does not do its work, in words an operator understands, each with what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from search.engine import EngineError
from search.meili_http import Wire
from search.meili_settings import INDEX, STATE

OLDEST = (1, 12)
"""The oldest server whose answers are understood."""

STANDS_MINUTES = 10
"""A task that has waited so long waits in vain."""

_RECENT = timedelta(hours=1)
_TRIED = 50  # rows: more than nothing, which needs no room, and less than the server's buffer
_FULL = (
    "The disk of Meilisearch is full, or its quota is used up, so it takes nothing new. PostgreSQL searches"
    " meanwhile. Make room; the worker then enters what is missing by itself."
)
_NO_ROOM = ("space left", "quota exceeded", "file too large")
"""What the kernel says when a disk is full, a quota is used up, or a process may write no larger files."""


def diagnose(url: str, master_key: str | None) -> list[str]:
    """What is wrong with the server at `url`, the causes first; nothing when it works."""
    if not master_key:
        return [
            "PORTAL_MEILI_KEY is not set, so nothing can be entered in Meilisearch: give the worker its master key."
        ]
    wire = Wire(url, master_key)
    try:
        version = str(wire.get("/version").get("pkgVersion", ""))
    except EngineError as fault:
        return [_unreachable(url, str(fault))]
    return [*_old(version), *_tasks(wire)]


def refusal(url: str, master_key: str | None) -> str | None:
    """Why the server takes nothing new: it is handed a batch that changes nothing; None when it takes that."""
    try:
        Wire(url, master_key or "").put(f"/indexes/{INDEX}/documents", [{"key": STATE}] * _TRIED)
    except EngineError as fault:
        return _FULL if _no_room(str(fault)) else str(fault)
    return None


def _unreachable(url: str, fault: str) -> str:
    if "api_key" in fault or "authorization" in fault:
        return (
            f"Meilisearch at {url} refuses the key in PORTAL_MEILI_KEY: set it to the master key the server was"
            " started with. Until then PostgreSQL searches."
        )
    if "does not answer" in fault:
        return (
            f"Meilisearch at {url} does not answer; PostgreSQL searches meanwhile. Start it. If it ends at once, see"
            " its log: a full disk needs room; a data folder of another version can be removed, the worker fills it"
            " anew."
        )
    return f"{fault} Is PORTAL_MEILI_URL the address of Meilisearch?"


def _old(version: str) -> Iterator[str]:
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if numbers < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        yield f"Meilisearch is version {version}; {wanted} or later is needed. Install one, on an empty folder."


def _tasks(wire: Wire) -> Iterator[str]:
    now = datetime.now(UTC)
    try:
        failed = wire.get("/tasks?statuses=failed&limit=1").get("results", [])
        waiting = wire.get("/tasks?statuses=enqueued,processing&reverse=true&limit=1")
    except EngineError as fault:
        yield str(fault)
        return
    for task in failed:
        if now - _at(task, "finishedAt") < _RECENT and (told := _failure(task.get("error") or {})):
            yield told
    for task in waiting.get("results", []):
        if now - _at(task, "enqueuedAt") > timedelta(minutes=STANDS_MINUTES):
            yield (
                f"Meilisearch has {waiting.get('total', 'some')} tasks waiting, the oldest since"
                f" {_at(task, 'enqueuedAt'):%H:%M} UTC: its queue stands still. See its log, then restart it."
            )


def _failure(error: dict[str, Any]) -> str | None:
    """What a task that failed says about the server; what only concerns its document is in the worker's log."""
    if error.get("code") == "no_space_left_on_device" or _no_room(str(error.get("message", ""))):
        return _FULL
    if error.get("type") in ("internal", "system"):
        return f"A task of Meilisearch failed within the hour ({error.get('code')}): see its log."
    return None


def _no_room(told: str) -> bool:
    return any(one in told.lower() for one in _NO_ROOM)


def _at(task: dict[str, Any], name: str) -> datetime:
    # The server writes more digits of a second than Python reads.
    return datetime.fromisoformat(str(task[name])[:19] + "+00:00")
