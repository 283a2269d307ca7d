"""What a reader's choice means in the table of what is published."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.db import db
from portal.domain import cases
from portal.publications import tally
from portal.publications.models import PublishedItem
from portal.publications.selection import FILTERS, Selection

# Columns of the bare table: reading texts and numbers needs no objects in between.
Item = PublishedItem.__table__.c


def is_late(today: date) -> ColumnElement[bool]:
    """A promise past its day and not settled; for promises `starts` is the day due and `ends` the day settled."""
    return (Item.starts < today) & Item.ends.is_(None) & (Item.status != "proposed")


def ids_of(kind: str, rules: list[ColumnElement[bool]]) -> int:
    """The items that some rules keep, as bits."""
    return _bits(Item.kind == kind, Item.card.is_not(None), *rules)


def awaiting_answer(today: date) -> int:
    """The dialogues whose answer is late today, as bits."""
    return _bits(Item.answer_due < today)


def _bits(*rules: ColumnElement[bool]) -> int:
    chosen = select(tally.packed(Item.id)).where(*rules)
    return tally.bits(tally.unpacked(db.session.connection().execute(chosen).scalar()))


def single(selection: Selection) -> list[ColumnElement[bool]]:
    """Keep items of the chosen case whose days touch the chosen ones; a dialogue without a last day goes on."""
    rules: list[ColumnElement[bool]] = _of_case(selection)
    if selection.starts_to:
        rules.append(Item.starts <= selection.starts_to)
    if selection.starts_from:
        rules.append(or_(Item.ends >= selection.starts_from, Item.ends.is_(None)))
    return rules


def _of_case(selection: Selection) -> list[ColumnElement[bool]]:
    return [Item.cases.contains([cases.spelling(selection.case)])] if selection.case else []


def within(kind: str, known: tally.Tally, selection: Selection) -> int | None:
    """The items that the chosen case and days keep, as bits; None when neither is chosen.

    Of whole months the tally knows it; the database is asked for the days between those and the chosen one.
    """
    if not selection.case and not selection.starts_from and not selection.starts_to:
        return None
    kept = ids_of(kind, _of_case(selection)) if selection.case else known.live
    if selection.starts_from and selection.starts_from > date.min:
        # Not "touches or goes on", but "has not ended before": the same items, and fewer to name.
        kept &= ~_until(kind, known, "ends", selection.starts_from - timedelta(1))
    if selection.starts_to:
        kept &= _until(kind, known, "starts", selection.starts_to)
    return kept


def _until(kind: str, known: tally.Tally, name: str, day: date) -> int:
    """The items whose first ("starts") or last ("ends") day has come by a day."""
    month = day.replace(day=1)
    return known.before(name, month) | ids_of(kind, [Item[name] >= month, Item[name] <= day])


def filtered(chosen: Select[Any], selection: Selection, late: ColumnElement[bool] | None) -> Select[Any]:
    """Keep items that carry the chosen values; `late` is the rule for promises that are late."""
    for name, column_name in FILTERS.items():
        values = selection.values(name)
        if values:
            column = getattr(Item, column_name)
            if isinstance(column.type, ARRAY):
                chosen = chosen.where(column.overlap(cast(literal(list(values)), column.type)))
            elif late is not None and name == "status" and "late" in values:
                chosen = chosen.where(or_(column.in_(values), late))
            else:
                chosen = chosen.where(column.in_(values))
    return chosen
