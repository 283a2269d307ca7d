"""Everything published or withdrawn after a version, in order: what keeps the search engines in step."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Text, cast, select

from portal.db import db
from portal.publications.models import PublishedItem as Item
from portal.publications.pages import Card, CommitmentCard, FindingCard, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as it is published now; `shown` is None when it was withdrawn. Columns are those one filters by."""

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
    shown: Page | Card | FindingCard | CommitmentCard | None


_TYPES = {"finding": FindingCard, "commitment": CommitmentCard}

SEARCHED = ("dialogue", "finding", "commitment")
"""Occasions are found through their dialogue."""


def changed_since(version: int, *, upto: int | None = None, batch: int = 500) -> Iterator[list[Entry]]:
    """Batches of entries newer than `version`, in the order they were published."""
    last = (version, 2_147_483_647)
    while True:
        rows = db.session.execute(
            select(Item, cast(Item.card, Text), cast(Item.page, Text))
            .where(Item.kind.in_(SEARCHED), _after(last), Item.version <= (upto or 2_147_483_647))
            .order_by(Item.version, Item.id)
            .limit(batch)
        ).all()
        if not rows:
            return
        yield [_entry(item, card, page) for item, card, page in rows]
        newest = rows[-1][0]
        last = (newest.version, newest.id)
        db.session.expunge_all()


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


def _entry(item: Item, card: str | None, page: str | None) -> Entry:
    shown = None
    if card is not None:
        shown = (
            msgspec.json.decode(page, type=Page) if item.kind == "dialogue" and page
            else msgspec.json.decode(card, type=_TYPES.get(item.kind, Card))
        )
    return Entry(
        id=item_id(item.kind, item.key), version=item.version, kind=item.kind, key=item.key, status=item.status,
        organisers=tuple(item.organisers), districts=tuple(item.districts), areas=tuple(item.areas),
        themes=tuple(item.themes), groups=tuple(item.groups), languages=tuple(item.languages),
        influence=item.influence, form=item.form, shown=shown,
    )
