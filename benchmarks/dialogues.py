"""A file of dialogues (dialogues.jsonl.gz) as documents, grown to any number."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search import Document, Place
from search.tokens import fold

_OTHER = ("en", "fi", "ar", "so", "fa", "es", "pl")


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file, one dialogue each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def documents(rows: list[dict[str, Any]], number: int | None = None, *, short: bool = False) -> Iterator[Document]:
    """The dialogues as the portal would give them.

    Asked for more than there are, each comes again and again: the same texts, so that what was relevant stays so, a
    year earlier each time, with an id raised by the number of rows. `short` leaves the long texts out.
    """
    for serial in range(number or len(rows)):
        again, which = divmod(serial, len(rows))
        yield _document(rows[which], raised=again * len(rows), years=again, short=short)


def _document(row: dict[str, Any], *, raised: int, years: int, short: bool) -> Document:
    spoken = [code for code in _OTHER if f"title_{code}" in row]
    return Document(
        id=str(row["id"] + raised),
        version=1,
        kind="dialogue",
        titles={"sv": row["title"], **{code: row[f"title_{code}"] for code in spoken}},
        summaries={"sv": row["summary"], **{c: row[f"summary_{c}"] for c in spoken if f"summary_{c}" in row}},
        bodies={} if short else {"sv": f"{row['outcome']}\n{row['body']}"},
        labels={"sv": "\n".join([row["theme"], row["method"], *row["target_groups"]])},
        place=f"{row['area']} {row['district']}",
        facets={
            "kind": ("dialogue",),
            "district": (slug(row["district"]),),
            "area": (slug(row["area"]), slug(row["district"])),
            "theme": (slug(row["theme"]),),
            "group": tuple(slug(group) for group in row["target_groups"]),
            "status": (row["status"],),
            "form": (slug(row["method"]),),
            "language": ("sv", *spoken),
        },
        starts=datetime.fromtimestamp(row["start"], UTC).toordinal() - 365 * years,
        ends=datetime.fromtimestamp(row["end"], UTC).toordinal() - 365 * years,
    )


def grown(ids: frozenset[str], rows: list[dict[str, Any]], number: int | None) -> frozenset[str]:
    """The ids of what is relevant, and of all that came again of it."""
    last = number or len(rows)
    return frozenset(str(again) for one in ids for again in range(int(one), last + 1, len(rows)))


def places(rows: list[dict[str, Any]]) -> list[Place]:
    """The areas that the dialogues are about."""
    found: dict[str, Place] = {}
    for row in rows:
        district = slug(row["district"])
        found[district] = Place(district, row["district"], "district")
    for row in rows:
        area = slug(row["area"])
        found.setdefault(area, Place(area, row["area"], "neighbourhood", slug(row["district"])))
    return list(found.values())


def slug(name: str) -> str:
    """A name as it stands in addresses."""
    return fold(name.lower()).replace(" ", "-")
