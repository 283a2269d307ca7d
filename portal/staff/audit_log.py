"""Reading the audit log: who did what, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, String, func, or_, select, true, tuple_

from portal.audit import AuditEntry
from portal.db import db
from portal.domain.calendar import moment
from portal.staff.models import Staff

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for; `who` is a part of a name or address, `key` the object as the log names it."""

    who: str = ""
    kind: str = ""
    key: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act; `who` is empty when the portal itself acted or the person is gone."""

    id: int
    at: datetime
    who: str
    act: str
    kind: str
    key: str
    change: dict[str, object]
    note: str


def entries(wanted: Wanted, *, before: tuple[datetime, int] | None = None, most: int = PAGE) -> list[Entry]:
    """The newest acts that fit, older than `before`; one statement, by key, so that far pages cost no more."""
    chosen: Select[*tuple[Any, ...]] = _chosen(wanted)
    if before is not None:
        chosen = chosen.where(tuple_(AuditEntry.at, AuditEntry.id) < tuple_(*before))
    chosen = chosen.order_by(*_NEWEST).limit(most)
    if wanted.who:
        # The newest of each person first: who did little is not looked for among all that others did.
        people = _people(wanted.who).subquery()
        theirs = chosen.where(AuditEntry.staff_id == people.c.id).lateral()
        found = select(theirs.c.id).select_from(people).join(theirs, true())
        newest = found.order_by(theirs.c.at.desc(), theirs.c.id.desc()).limit(most)
        chosen = select(AuditEntry.id).where(AuditEntry.id.in_(newest)).order_by(*_NEWEST)
    rows = db.session.execute(
        chosen.with_only_columns(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.act,
            AuditEntry.kind,
            AuditEntry.key,
            AuditEntry.change,
            AuditEntry.note,
            func.coalesce(Staff.name, "", type_=String).label("name"),
        ).outerjoin(Staff, Staff.id == AuditEntry.staff_id)
    )
    return [
        Entry(
            id=row.id,
            at=row.at,
            who=row.name or "",
            act=row.act,
            kind=row.kind,
            key=row.key,
            change=row.change,
            note=row.note,
        )
        for row in rows
    ]


_NEWEST = (AuditEntry.at.desc(), AuditEntry.id.desc())


def _people(words: str) -> Select[int]:
    """Those with these words in their name or address."""
    words = words.lower()
    return select(Staff.id).where(
        or_(func.lower(Staff.name).contains(words, autoescape=True), Staff.email.contains(words, autoescape=True))
    )


def _chosen(wanted: Wanted) -> Select[int, datetime]:
    chosen = select(AuditEntry.id, AuditEntry.at)
    if wanted.kind:
        chosen = chosen.where(AuditEntry.kind == wanted.kind)
    if wanted.key:
        chosen = chosen.where(AuditEntry.key == wanted.key)
    if wanted.first:
        chosen = chosen.where(AuditEntry.at >= moment(wanted.first, time()))
    if wanted.last:
        chosen = chosen.where(AuditEntry.at < moment(wanted.last + timedelta(1), time()))
    return chosen
