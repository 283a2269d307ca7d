"""Correct and withdraw what was reported; what stood there before is kept."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect

from portal.db import db
from portal.domain.rights import Actor
from portal.outcomes.models import EntryRevision


def remember(row: Any, *, kind: str, entry_id: int, actor: Actor | None, withdrawn: bool = False) -> None:
    """Keep an entry as it stands now, before the running transaction changes it."""
    before = {column.key: _plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}
    before |= {
        link: sorted(one.slug for one in getattr(row, link))
        for link in ("themes", "areas", "groups")
        if hasattr(row, link)
    }
    db.session.add(
        EntryRevision(
            dialogue_id=row.dialogue_id,
            kind=kind,
            entry_id=entry_id,
            before=before,
            withdrawn=withdrawn,
            by_id=actor.id if actor else None,
        )
    )


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
