"""Everything published or withdrawn after a version, in order: what keeps the search engines in step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Text, cast, select

from portal.db import db
from portal.documents import queries as documents
from portal.publications.models import PublishedItem as Item
from portal.publications.pages import DocumentCard, FindingCard, Page
from portal.publications.promises import CommitmentCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as it is published now; `shown` is None when it was withdrawn. Columns are those one filters by.

    `text` is what can be read in the file of a document.
    """

    id: str
    version: int
    kind: str
    key: str
    status: str | None
    organisers: tuple[str, ...]
    districts: tuple[str, ...]
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    influence: str | None
    form: str | None
    cases: tuple[str, ...]
    shown: Page | FindingCard | CommitmentCard | DocumentCard | None
    text: str = ""


_TYPES = {"finding": FindingCard, "commitment": CommitmentCard, "document": DocumentCard}

_COLUMNS = (
    Item.id,
    Item.kind,
    Item.key,
    Item.version,
    Item.status,
    Item.organisers,
    Item.districts,
    Item.areas,
    Item.themes,
    Item.groups,
    Item.languages,
    Item.influence,
    Item.form,
    Item.cases,
    cast(Item.card, Text).label("shown_card"),
    cast(Item.page, Text).label("shown_page"),
)

LAST = 2_147_483_647
"""Larger than any version or row number."""

SEARCHED = ("dialogue", "finding", "commitment", "document")
"""Occasions are found through their dialogue."""


def changed_since(version: int, *, upto: int | None = None, batch: int = 500) -> Iterator[list[Entry]]:
    """Batches of entries newer than `version`, in the order they were published."""
    last = (version, LAST)
    while True:
        rows = db.session.execute(
            select(*_COLUMNS)
            .where(Item.kind.in_(SEARCHED), _after(last), Item.version <= (upto or LAST))
            .order_by(Item.version, Item.id)
            .limit(batch)
        ).all()
        if not rows:
            return
        texts = documents.texts([int(row.key) for row in rows if row.kind == "document" and row.shown_card])
        yield [_entry(row, texts) for row in rows]
        last = (rows[-1].version, rows[-1].id)


def known() -> Iterator[tuple[str, int]]:
    """(id, version) of everything that should be in an index."""
    for row in db.session.execute(
        select(Item.kind, Item.key, Item.version)
        .where(Item.kind.in_(SEARCHED), Item.card.is_not(None))
        .execution_options(yield_per=5000)
    ):
        yield item_id(row.kind, row.key), row.version


def item_id(kind: str, key: str) -> str:
    """The name of an item in an index: letters, digits, hyphens and underscores only."""
    return f"{kind}_{key}"


def kind_and_key(name: str) -> tuple[str, str]:
    """The item that a name in an index stands for."""
    kind, _, key = name.partition("_")
    return kind, key


def _after(last: tuple[int, int]) -> ColumnElement[bool]:
    version, row_id = last
    return (Item.version > version) | ((Item.version == version) & (Item.id > row_id))


def _entry(row: Row[*tuple[Any, ...]], texts: dict[int, str]) -> Entry:
    shown = None
    if row.shown_card is not None:
        shown = (
            msgspec.json.decode(row.shown_page, type=Page)
            if row.kind == "dialogue"
            else msgspec.json.decode(row.shown_card, type=_TYPES[row.kind])
        )
    return Entry(
        id=item_id(row.kind, row.key),
        version=row.version,
        kind=row.kind,
        key=row.key,
        status=row.status,
        organisers=tuple(row.organisers),
        districts=tuple(row.districts),
        areas=tuple(row.areas),
        themes=tuple(row.themes),
        groups=tuple(row.groups),
        languages=tuple(row.languages),
        influence=row.influence,
        form=row.form,
        cases=tuple(row.cases),
        shown=shown,
        text=texts.get(int(row.key), "") if row.kind == "document" else "",
    )
