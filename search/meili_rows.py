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


def as_row(document: Document, found: Fields) -> dict[str, Any]:
    """A document as the index holds it."""
    starts = document.starts if document.starts is not None else document.ends
    ends = document.ends if document.ends is not None else document.starts
    row: dict[str, Any] = {
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
    row["codes"] = list(found.codes)
    row |= {facet(name): list(document.facets.get(name, ())) for name in FACETS}
    return row | ({"starts": starts, "ends": ends} if starts is not None else {})


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
