"""Reading files that were sent and the mistakes in them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.bulk.faults import Fault
from portal.bulk.models import BulkFault, BulkImport
from portal.db import db
from portal.domain.errors import NotFound, Problem
from portal.domain.rights import Act, Actor


def one(import_id: int, *, actor: Actor) -> BulkImport:
    """A file its sender, or an administrator, may see; raises NotFound."""
    found = db.session.get(BulkImport, import_id)
    if found is None or (found.by_id != actor.id and not actor.may(Act.ADMINISTER)):
        raise NotFound
    return found


def recent(*, actor: Actor, most: int = 20) -> list[BulkImport]:
    """The files somebody sent last."""
    wanted = select(BulkImport).where(BulkImport.by_id == actor.id).order_by(BulkImport.id.desc()).limit(most)
    return list(db.session.scalars(wanted))


def faults(import_id: int, *, after: int = 0, size: int) -> list[tuple[int, Fault]]:
    """Mistakes of a file in its order, each with its number, from the one after a number."""
    wanted = (
        select(BulkFault)
        .where(BulkFault.import_id == import_id, BulkFault.id > after)
        .order_by(BulkFault.id)
        .limit(size)
    )
    return [
        (row.id, Fault(row.row, row.column, Problem(row.rule, row.field, tuple(_facts(row.facts)))))
        for row in db.session.scalars(wanted)
    ]


def _facts(kept: dict[str, Any]) -> list[tuple[str, object]]:
    """Facts as the rules gave them: days are days again."""
    found: list[tuple[str, object]] = []
    for name, value in kept.items():
        is_day = name in ("earliest", "latest") and isinstance(value, str)
        found.append((name, date.fromisoformat(value) if is_day else value))
    return found
