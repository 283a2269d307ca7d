"""What a reader's choice means in the table of what is published."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.db import db
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
    chosen = select(tally.packed(Item.id)).where(Item.kind == kind, Item.card.is_not(None), *rules)
    return tally.bits(tally.unpacked(db.session.connection().execute(chosen).scalar()))


def dated(selection: Selection) -> list[ColumnElement[bool]]:
    """Keep items whose days touch the chosen ones; a dialogue without a last day goes on."""
    rules: list[ColumnElement[bool]] = []
    if selection.starts_to:
        rules.append(Item.starts <= selection.starts_to)
    if selection.starts_from:
        rules.append(or_(Item.ends >= selection.starts_from, Item.ends.is_(None)))
    return rules


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
