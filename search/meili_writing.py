"""Send documents to Meilisearch in batches, wait for them, and set aside the ones it will not take."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import meilisearch

from search.analyser import Analyser
from search.document import Document, Rejected
from search.engine import EngineError
from search.fields import fields, problem
from search.meili_query import key, quoted
from search.meili_rows import as_row, batches
from search.meili_settings import FAR, FIELDS, NEAR
from search.vocabulary import Counter

_TASK_SECONDS = 300
_IN_FLIGHT = 6
_READ_AT_ONCE = 500


def wait(admin: meilisearch.Client, task: int, *, may_fail: bool = False) -> None:
    """Wait for a task; raises EngineError when it failed and may not."""
    done = _done(admin, task)
    if done.status != "succeeded" and not may_fail:
        raise EngineError(f"Meilisearch could not do what it was told: {_reason(done)}")


def clear_leftovers(admin: meilisearch.Client, index: str) -> None:
    """Forget what rebuilds of an index that were killed have left behind."""
    left = re.compile(rf"{re.escape(index)}_[0-9a-f]{{12}}-.+")
    for found in admin.get_indexes({"limit": 1000})["results"]:
        if left.fullmatch(found.uid):
            wait(admin, admin.delete_index(found.uid).task_uid, may_fail=True)


def load(
    admin: meilisearch.Client, index: str, documents: Iterable[Document], *, analyser: Analyser, counter: Counter
) -> tuple[Rejected, ...]:
    """Send documents, several batches on their way at once; the words they hold are counted on the way."""
    rejected: list[Rejected] = []
    waiting: list[tuple[int, list[dict[str, Any]]]] = []

    def rows() -> Iterator[dict[str, Any]]:
        for document in documents:
            if reason := problem(document):
                rejected.append(Rejected(document.id, reason))
                continue
            found = fields(document, analyser)
            counter.add(found.near, found.bodies, found.surfaces)
            yield as_row(document, found)

    def settle(down_to: int) -> None:
        while len(waiting) > down_to:
            rejected.extend(_settled(admin, index, *waiting.pop(0)))

    for batch in batches(rows()):
        waiting.append((_send(admin, index, batch), batch))
        settle(_IN_FLIGHT)
    settle(0)
    return tuple(rejected)


def take_back(admin: meilisearch.Client, index: str, ids: Sequence[str], counter: Counter) -> None:
    """Count the words of documents no more that the index holds."""
    for start in range(0, len(ids), _READ_AT_ONCE):
        where = f"key IN [{', '.join(quoted(key(i)) for i in ids[start : start + _READ_AT_ONCE])}]"
        asked = {"filter": where, "limit": _READ_AT_ONCE, "fields": ["id", *FIELDS]}
        for found in admin.index(index).get_documents(asked).results:
            row = dict(found)
            counter.take(*(" ".join(row[name] for name in names).split() for names in (NEAR, FAR)))


def _send(admin: meilisearch.Client, index: str, batch: list[dict[str, Any]]) -> int:
    return admin.index(index).add_documents(batch, "key").task_uid


def _done(admin: meilisearch.Client, task: int) -> Any:
    return admin.wait_for_task(task, timeout_in_ms=_TASK_SECONDS * 1000, interval_in_ms=20)


def _settled(admin: meilisearch.Client, index: str, task: int, batch: list[dict[str, Any]]) -> list[Rejected]:
    """Wait for a batch. One bad document fails all of it: it is then halved until that one stands alone."""
    done = _done(admin, task)
    if done.status == "succeeded":
        return []
    if len(batch) == 1:
        return [Rejected(batch[0]["id"], f"Meilisearch: {_reason(done)}")]
    half = len(batch) // 2
    return [
        refused
        for part in (batch[:half], batch[half:])
        for refused in _settled(admin, index, _send(admin, index, part), part)
    ]


def _reason(task: Any) -> str:
    error = task.error or {}
    return str(error.get("message") or error.get("code") or task.status)
