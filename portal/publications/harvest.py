"""Lists read part after part by programs: each part begins after the last item of the one before."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

import msgspec
from sqlalchemy import Text, cast, select, tuple_

from portal.db import db
from portal.publications import tally, versions
from portal.publications.queries import Made
from portal.publications.rules import Item, filtered, ids_of, is_late, single, within
from portal.publications.selection import Selection

After = tuple[int, int]
"""Where a part begins: the place (or, newest change first, the version) of the item before it, and its id."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Made]):
    """Some items in order, how many are asked for in all, and where the next part begins."""

    items: tuple[Made, ...]
    total: int
    after: After | None


def part(
    kind: str, made: type[Made], selection: Selection, *, size: int, after: After | None, today: date | None = None
) -> Part[Made]:
    """Items as chosen, in the ordinary order or the newest change first; `today` tells which promises are late.

    Whatever the depth, the database reads no more than the part.
    """
    late = is_late(today) if today is not None and kind == "commitment" else None
    chosen = filtered(
        select(Item.id, Item.place, Item.version, cast(Item.card, Text)).where(
            Item.kind == kind, Item.card.is_not(None), *single(selection)
        ),
        selection,
        late,
    )
    newest = selection.sort == "updated"
    if newest:
        chosen = chosen.order_by(Item.version.desc(), Item.id)
        if after:
            version, last = after
            chosen = chosen.where(
                Item.version <= version, (Item.version < version) | ((Item.version == version) & (Item.id > last))
            )
    else:
        chosen = chosen.order_by(Item.place, Item.id)
        if after:
            chosen = chosen.where(tuple_(Item.place, Item.id) > tuple_(*after))
    rows = db.session.connection().execute(chosen.limit(size + 1)).all()
    found = rows[:size]
    end = (found[-1].version if newest else found[-1].place, found[-1].id) if len(rows) > size else None
    items = tuple(msgspec.json.decode(row[3], type=made) for row in found)
    return Part(items, _total(kind, selection, late), end)


def _total(kind: str, selection: Selection, late: Any) -> int:
    known = tally.tally(kind, versions.current().content)
    if late is not None and "late" in selection.status:
        known = known.knowing("status", "late", ids_of(kind, [late]))
    return known.chosen(selection, within=within(kind, known, selection)).bit_count()
