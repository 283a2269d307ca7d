"""How many published items each filter value has, under any choice of other filters, without asking the database.

Each process keeps, for each kind of item that is listed, one bit per item for every filter value, as whole
numbers: choosing is AND and OR, counting is counting bits. They are brought up to date by reading the rows newer
than the version they know, which is sound because versions are committed in order.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import byteorder
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, cast, func, literal, select, tuple_

from portal.db import db
from portal.publications.models import PublishedItem
from portal.publications.selection import FILTERS, Selection

COUNTED = ("dialogue", "finding", "commitment", "document")
"""The kinds of items that have lists with filters."""

_COLUMNS = tuple(FILTERS.values())


def _nothing() -> dict[str, dict[str, int]]:
    return {name: {} for name in FILTERS}


@dataclass(slots=True)
class Tally:
    """The bits of one kind: all live items, and those that carry a value of a filter."""

    version: int = 0
    live: int = 0
    carrying: dict[str, dict[str, int]] = field(default_factory=_nothing)

    def knowing(self, name: str, value: str, items: int) -> "Tally":
        """The same, with one more value of a filter that these items carry, as bits."""
        return Tally(self.version, self.live, self.carrying | {name: self.carrying[name] | {value: items}})

    def chosen(self, selection: Selection, *, leave_out: str | None = None, within: int | None = None) -> int:
        """The items a selection keeps, as bits; `within` are the items that the dates keep."""
        kept = self.live
        if within is not None:
            kept &= within
        for name in FILTERS:
            values = selection.values(name)
            if values and name != leave_out:
                any_of = 0
                for value in values:
                    any_of |= self.carrying[name].get(value, 0)
                kept &= any_of
        return kept

    def counts(self, selection: Selection, *, within: int | None = None) -> dict[str, dict[str, int]]:
        """For every filter the number of items each value would give, its own filter left aside."""
        found: dict[str, dict[str, int]] = {}
        everything = self.chosen(selection, within=within)
        for name, values in self.carrying.items():
            own = selection.values(name)
            kept = self.chosen(selection, leave_out=name, within=within) if own else everything
            found[name] = {value: n for value, has in values.items() if (n := (kept & has).bit_count())}
        return found

    def begin(self, groups: Iterable[tuple[str, Iterable[str], Sequence[int]]]) -> None:
        """Take in what there is: (filter, values, the bits that carry them all); an empty filter names all items."""
        for name, values, positions in groups:
            has = bits(positions)
            if not name:
                self.live |= has
            for value in values:
                self.carrying[name][value] = self.carrying[name].get(value, 0) | has

    def learn(self, rows: Iterable[tuple[int, bool, Mapping[str, Iterable[str]]]]) -> None:
        """Take in changed rows: (bit, whether it is live, the values of each filter)."""
        changed: list[int] = []
        live: list[int] = []
        fresh: dict[str, dict[str, list[int]]] = {name: {} for name in FILTERS}
        for bit, is_live, filters in rows:
            changed.append(bit)
            if is_live:
                live.append(bit)
                for name, values in filters.items():
                    for value in values:
                        fresh[name].setdefault(value, []).append(bit)
        mask = bits(changed)
        self.live = self.live & ~mask | bits(live)
        for name, known in self.carrying.items():
            news = fresh[name]
            for value in {*known, *news}:
                known[value] = known.get(value, 0) & ~mask | bits(news.get(value, ()))


def bits(positions: Sequence[int]) -> int:
    """Item ids as bits of one whole number."""
    if not positions:
        return 0
    whole = bytearray(max(positions) // 8 + 1)
    for position in positions:
        whole[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(whole, "little")


def packed(ids: ColumnElement[int]) -> ColumnElement[bytes]:
    """Many ids as one value, four bytes each: rows would take the database and this process much longer."""
    return cast(func.string_agg(func.int4send(cast(ids, Integer)), literal(b"", LargeBinary)), LargeBinary)


def unpacked(value: bytes | None) -> Sequence[int]:
    """The ids in such a value; none when there were no rows."""
    ids = array("i", value or b"")
    if byteorder == "little":
        ids.byteswap()
    return ids


_kept = {kind: Tally() for kind in COUNTED}
_lock = Lock()


def tally(kind: str, version: int) -> Tally:
    """The tally of a kind at the given content version (or a newer one), after reading what is new since the last."""
    with _lock:
        known = _kept[kind].version
        if known < version:
            for each, rows in (_changed_since(known) if known else _everything()).items():
                if known:
                    _kept[each].learn(rows)
                else:
                    _kept[each].begin(rows)
                _kept[each].version = version
    return _kept[kind]


def forget() -> None:
    """Start anew: for tests, which undo their transactions."""
    with _lock:
        _kept.update({kind: Tally() for kind in COUNTED})


def _everything() -> dict[str, list[Any]]:
    """All live items, gathered by the database in one pass: many times faster than row by row."""
    table = PublishedItem.__table__.c
    columns = [table[column] for column in _COLUMNS]
    rows = db.session.connection().execute(
        select(packed(table.id), table.kind, *columns)
        .where(table.kind.in_(COUNTED), table.card.is_not(None))
        .group_by(table.kind, func.grouping_sets(tuple_(), *map(tuple_, columns)))
    )
    found: dict[str, list[Any]] = {kind: [] for kind in COUNTED}
    for gathered, kind, *values in rows:
        # Each group is of one filter, or of none at all: then it tells what is live.
        named = zip(FILTERS, values, strict=True)
        name, value = next(((name, one) for name, one in named if one is not None), ("", []))
        found[kind].append((name, value if isinstance(value, list) else [value], unpacked(gathered)))
    return found


def _changed_since(version: int) -> dict[str, list[Any]]:
    """The rows newer than a version, also those withdrawn."""
    table = PublishedItem.__table__.c
    rows = db.session.connection().execute(
        select(table.id, table.kind, table.card.is_not(None), *(table[column] for column in _COLUMNS)).where(
            table.version > version, table.kind.in_(COUNTED)
        )
    )
    found: dict[str, list[Any]] = {kind: [] for kind in COUNTED}
    for row_id, kind, live, *values in rows:
        named = zip(FILTERS, values, strict=True)
        filters = {name: one if isinstance(one, list) else [one] if one else [] for name, one in named}
        found[kind].append((row_id, live, filters))
    return found
