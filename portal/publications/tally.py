"""How many published items each filter value has, under any choice of other filters, without asking the database.

Each process keeps, for each kind of item that is listed, one bit per item for every filter value and for every month
of its first and its last day, as whole numbers: choosing is AND and OR, counting is counting bits. They are brought
up to date by reading the rows newer than the version they know, which is sound because versions are committed in
order.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import byteorder
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, LargeBinary, cast, func, literal, select, tuple_

from portal.db import db
from portal.publications.models import PublishedItem
from portal.publications.selection import FILTERS, Selection

COUNTED = ("dialogue", "finding", "commitment", "document")
"""The kinds of items that have lists with filters."""

MONTHS = ("starts", "ends")
"""Beside the filters: the month of the first and of the last day, as the first of that month."""

_NAMES = (*FILTERS, *MONTHS)


def _nothing() -> dict[str, dict[Any, int]]:
    return {name: {} for name in _NAMES}


@dataclass(slots=True)
class Tally:
    """The bits of one kind: all live items, and those that carry a value of a filter; `size` bits are in use."""

    version: int = 0
    size: int = 0
    live: int = 0
    carrying: dict[str, dict[Any, int]] = field(default_factory=_nothing)
    plain: dict[str, dict[str, int]] | None = None

    def knowing(self, name: str, value: str, items: int) -> "Tally":
        """The same, with one more value of a filter that these items carry, as bits."""
        carrying = self.carrying | {name: self.carrying[name] | {value: items}}
        return Tally(self.version, self.size, self.live, carrying)

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
        everything = self.chosen(selection, within=within)
        if everything != self.live or any(map(selection.values, FILTERS)):
            return self._counted(selection, everything, within)
        if self.plain is None:
            # Most readers have chosen nothing: counted once for each version.
            self.plain = self._counted(selection, everything, within)
        return self.plain

    def _counted(self, selection: Selection, everything: int, within: int | None) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for name in FILTERS:
            own = selection.values(name)
            kept = self.chosen(selection, leave_out=name, within=within) if own else everything
            found[name] = {value: n for value, has in self.carrying[name].items() if (n := (kept & has).bit_count())}
        return found

    def before(self, name: str, month: date) -> int:
        """The items whose first ("starts") or last ("ends") day lies before a month, as bits."""
        found = 0
        for known, has in self.carrying[name].items():
            if known < month:
                found |= has
        return found

    def begin(self, groups: Sequence[tuple[str, Iterable[Any], Sequence[int]]]) -> None:
        """Take in what there is: (filter, values, ids that carry them all); an empty filter names all items."""
        for name, _values, ids in groups:
            if not name:
                self._number(ids)
                self.live |= bits(ids)
        for name, values, ids in groups:
            has = bits(ids) if name else 0
            for value in values:
                self.carrying[name][value] = self.carrying[name].get(value, 0) | has

    def learn(self, rows: Iterable[tuple[int, bool, Mapping[str, Iterable[Any]]]]) -> None:
        """Take in changed rows: (id, whether it is live, the values of each filter)."""
        changed: list[int] = []
        live: list[int] = []
        fresh: dict[str, dict[Any, list[int]]] = {name: {} for name in _NAMES}
        for item, is_live, filters in rows:
            changed.append(item)
            if is_live:
                live.append(item)
                for name, values in filters.items():
                    for value in values:
                        fresh[name].setdefault(value, []).append(item)
        self._number(changed)
        mask = bits(changed)
        self.live = self.live & ~mask | bits(live)
        self.plain = None
        for name, known in self.carrying.items():
            news = fresh[name]
            for value in {*known, *news}:
                known[value] = known.get(value, 0) & ~mask | bits(news.get(value, ()))

    def _number(self, ids: Sequence[int]) -> None:
        """Give every item that has none the next bit of its kind: by their ids, bits would be spread thin."""
        if ids:
            _bit.extend([_NONE] * (max(ids) + 1 - len(_bit)))
        for item in ids:
            if _bit[item] == _NONE:
                _bit[item] = self.size
                self.size += 1


_NONE = -1
_bit = array("i")
"""For every id of a row the bit it has among its kind."""


def bits(ids: Sequence[int]) -> int:
    """Items as bits of one whole number; those not known yet are left out."""
    known = len(_bit)
    places = [place for item in ids if item < known and (place := _bit[item]) != _NONE]
    if not places:
        return 0
    whole = bytearray(max(places) // 8 + 1)
    for place in places:
        whole[place >> 3] |= 1 << (place & 7)
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
        del _bit[:]


def _columns() -> list[ColumnElement[Any]]:
    """What each filter, and each month, is read from."""
    table = PublishedItem.__table__.c
    months = [cast(func.date_trunc("month", table[name]), Date) for name in MONTHS]
    return [*(table[column] for column in FILTERS.values()), *months]


def _everything() -> dict[str, list[Any]]:
    """All live items, gathered by the database in one pass: many times faster than row by row."""
    table = PublishedItem.__table__.c
    columns = _columns()
    rows = db.session.connection().execute(
        select(packed(table.id), table.kind, *columns)
        .where(table.kind.in_(COUNTED), table.card.is_not(None))
        .group_by(table.kind, func.grouping_sets(tuple_(), *map(tuple_, columns)))
    )
    found: dict[str, list[Any]] = {kind: [] for kind in COUNTED}
    for gathered, kind, *values in rows:
        # Each group is of one filter, or of none at all: then it tells what is live.
        named = zip(_NAMES, values, strict=True)
        name, value = next(((name, one) for name, one in named if one is not None), ("", []))
        found[kind].append((name, value if isinstance(value, list) else [value], unpacked(gathered)))
    return found


def _changed_since(version: int) -> dict[str, list[Any]]:
    """The rows newer than a version, also those withdrawn."""
    table = PublishedItem.__table__.c
    rows = db.session.connection().execute(
        select(table.id, table.kind, table.card.is_not(None), *_columns()).where(
            table.version > version, table.kind.in_(COUNTED)
        )
    )
    found: dict[str, list[Any]] = {kind: [] for kind in COUNTED}
    for row_id, kind, live, *values in rows:
        named = zip(_NAMES, values, strict=True)
        filters = {name: one if isinstance(one, list) else [one] if one else [] for name, one in named}
        found[kind].append((row_id, live, filters))
    return found
