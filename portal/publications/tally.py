"""How many published items each filter value has, under any choice of other filters, without asking the database.

Each process keeps one bit per item for every filter value, as whole numbers: choosing is AND and OR,
counting is counting bits. It is brought up to date by reading the rows newer than the version it knows,
which is sound because versions are committed in order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import String, cast, func, literal, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from portal.db import db
from portal.publications.models import PublishedItem
from portal.publications.selection import FILTERS, Selection

_COLUMNS = tuple(dict.fromkeys(FILTERS.values()))


@dataclass(slots=True)
class Tally:
    """The bits: all live items of a kind, and those that carry a value of a filter."""

    version: int = 0
    live: dict[str, int] = field(default_factory=dict)
    carrying: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    def knowing(self, kind: str, name: str, value: str, items: int) -> "Tally":
        """The same, with one more value of a filter that these items carry, as bits."""
        filters = self.carrying.get(kind, {})
        more = filters | {name: filters.get(name, {}) | {value: items}}
        return Tally(self.version, self.live, self.carrying | {kind: more})

    def chosen(
        self, kind: str, selection: Selection, *, leave_out: str | None = None, within: int | None = None
    ) -> int:
        """The items a selection keeps, as bits; `within` are the items that the dates keep."""
        kept = self.live.get(kind, 0)
        if within is not None:
            kept &= within
        carrying = self.carrying.get(kind, {})
        for name in FILTERS:
            values = selection.values(name)
            if values and name != leave_out:
                any_of = 0
                for value in values:
                    any_of |= carrying.get(name, {}).get(value, 0)
                kept &= any_of
        return kept

    def counts(self, kind: str, selection: Selection, *, within: int | None = None) -> dict[str, dict[str, int]]:
        """For every filter the number of items each value would give, its own filter left aside."""
        found: dict[str, dict[str, int]] = {}
        everything = self.chosen(kind, selection, within=within)
        for name, values in self.carrying.get(kind, {name: {} for name in FILTERS}).items():
            own = selection.values(name)
            kept = self.chosen(kind, selection, leave_out=name, within=within) if own else everything
            found[name] = {value: n for value, has in values.items() if (n := (kept & has).bit_count())}
        return found

    def learn(self, rows: Iterable[tuple[int, str, bool, Mapping[str, Iterable[str]]]]) -> None:
        """Take in changed rows: (bit, kind, whether it is live, the values of each filter)."""
        changed: dict[str, int] = {}
        fresh: dict[str, dict[str, dict[str, list[int]]]] = {}
        live: dict[str, list[int]] = {}
        for bit, kind, is_live, filters in rows:
            changed[kind] = changed.get(kind, 0) | 1 << bit
            if is_live:
                live.setdefault(kind, []).append(bit)
                for name, values in filters.items():
                    for value in values:
                        fresh.setdefault(kind, {}).setdefault(name, {}).setdefault(value, []).append(bit)
        for kind, mask in changed.items():
            self.live[kind] = self.live.get(kind, 0) & ~mask | bits(live.get(kind, ()))
            known = self.carrying.setdefault(kind, {name: {} for name in FILTERS})
            for name, values in known.items():
                news = fresh.get(kind, {}).get(name, {})
                for value in {*values, *news}:
                    values[value] = values.get(value, 0) & ~mask | bits(news.get(value, ()))


def bits(positions: Sequence[int]) -> int:
    """Item ids as bits of one whole number."""
    if not positions:
        return 0
    whole = bytearray(max(positions) // 8 + 1)
    for position in positions:
        whole[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(whole, "little")


_kept = Tally()
_lock = Lock()


def tally(version: int) -> Tally:
    """The tally of the given content version (or a newer one), after reading what has changed since the last."""
    with _lock:
        if _kept.version < version:
            if _kept.version == 0:
                _begin()
            else:
                _kept.learn(_changed_since(_kept.version))
            _kept.version = version
    return _kept


def forget() -> None:
    """Start anew: for tests, which undo their transactions."""
    with _lock:
        _kept.version = 0
        _kept.live.clear()
        _kept.carrying.clear()


def _begin() -> None:
    """Learn everything at once: gathered by the database, which is many times faster than row by row."""
    table = PublishedItem.__table__.c
    shown = table.card.is_not(None)
    gathered = func.array_agg(table.id)
    parts = [select(table.kind, literal("").label("name"), literal("").label("value"), gathered).where(shown)]
    parts[0] = parts[0].group_by(table.kind)
    for name, column in FILTERS.items():
        kept = table[column]
        source, value = PublishedItem.__table__, kept
        if isinstance(kept.type, ARRAY):
            unrolled = func.unnest(kept).table_valued("value").render_derived().lateral(f"each_{column}")
            source, value = source.join(unrolled, true()), unrolled.c.value
        part = select(table.kind, literal(name), cast(value, String), gathered).select_from(source)
        parts.append(part.where(shown, value.is_not(None)).group_by(table.kind, value))
    for kind, name, value, ids in db.session.connection().execute(union_all(*parts)):
        if not name:
            _kept.live[kind] = bits(ids)
        else:
            _kept.carrying.setdefault(kind, {one: {} for one in FILTERS})[name][value] = bits(ids)


def _changed_since(version: int) -> Iterator[tuple[int, str, bool, dict[str, list[str]]]]:
    table = PublishedItem
    columns = [getattr(table, column) for column in _COLUMNS]
    rows = db.session.execute(
        select(table.id, table.kind, table.card.is_not(None), *columns)
        .where(table.version > version)
        .execution_options(yield_per=5000)
    )
    for row_id, kind, live, *values in rows:
        by_column = dict(zip(_COLUMNS, values, strict=True))
        filters = {}
        for name, column in FILTERS.items():
            value = by_column[column]
            filters[name] = value if isinstance(value, list) else [value] if value else []
        yield row_id, kind, live, filters
