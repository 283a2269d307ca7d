"""Documents and searches in the form Meilisearch takes them."""

from collections.abc import Iterable, Iterator
from typing import Any

from search.document import Document
from search.fields import Fields
from search.meili_query import key
from search.meili_settings import facet
from search.query import FACETS

_MOST_ROWS = 500
_MOST_BYTES = 5_000_000


def _rows(
        self, documents: Iterable[Document], counter: Counter, rejected: list[Rejected]
    ) -> Iterator[dict[str, Any]]:
        for document in documents:
            if reason := problem(document):
                rejected.append(Rejected(document.id, reason))
                continue
            found = fields(document, self._analyser)
            counter.add(found.near, found.bodies, found.surfaces)
            yield _row(document, found)

    def _send(self, index: str, batch: list[dict[str, Any]]) -> int:
        return self._master().index(index).add_documents(batch, "key").task_uid

    def _settled(self, index: str, task: int, batch: list[dict[str, Any]]) -> list[Rejected]:
        """Wait for a batch. One bad document fails all of it: it is then halved until that one stands alone."""
        done = self._master().wait_for_task(task, timeout_in_ms=_TASK_SECONDS * 1000, interval_in_ms=20)
        if done.status == "succeeded":
            return []
        if len(batch) == 1:
            return [Rejected(batch[0]["id"], f"Meilisearch: {_reason(done)}")]
        half = len(batch) // 2
        return [
            refused
            for part in (batch[:half], batch[half:])
            for refused in self._settled(index, self._send(index, part), part)
        ]

    def _remember(self, index: str, row: dict[str, Any]) -> None:
        with self._speaking():
            self._wait(self._master().index(index).update_documents([row], "key").task_uid)

    def _keep_words(self, index: str, rows: Iterable[tuple[str, int, int, str]]) -> None:
        words = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
        self._remember(index, {"key": WORDS, "stamp": time.time_ns() // 1000, "words": words})


def row(document: Document, found: Fields) -> dict[str, Any]:
    """A document as the index holds it."""
    starts = document.starts if document.starts is not None else document.ends
    ends = document.ends if document.ends is not None else document.starts
    made: dict[str, Any] = {
        "key": key(document.id),
        "id": document.id,
        "version": document.version,
        "a": " ".join(found.titles),
        "p": " ".join(found.title_parts),
        "b": " ".join(found.labels),
        "c": " ".join(found.summaries),
        "q": " ".join(found.summary_parts),
        "d": " ".join(found.bodies),
    }
    made |= {facet(name): list(document.facets.get(name, ())) for name in FACETS}
    return made | ({"starts": starts, "ends": ends} if starts is not None else {})


def joined(search: dict[str, Any], variants: list[str]) -> dict[str, Any]:
    """One search over several lines, whose answers the server joins."""
    own = {
        name: value for name, value in search.items() if name not in ("offset", "limit", "facets", "showRankingScore")
    }
    federation = {
        "offset": search["offset"],
        "limit": search["limit"],
        "facetsByIndex": {search["indexUid"]: search["facets"]},
    }
    queries = [own | {"q": line, "showRankingScore": True} for line in variants]
    # What is typed counts more than what it may stand for.
    for query in queries[1:]:
        query["federationOptions"] = {"weight": 0.8}
    return {"federation": federation, "queries": queries}


def batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows in batches that the server takes at once."""
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        weight = sum(len(value) for value in row.values() if isinstance(value, str)) * 2 + 500
        if batch and (len(batch) >= _MOST_ROWS or size + weight > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch
