"""Reading the audit log: who did what, the newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, String, func, or_, select, tuple_

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
    chosen = _chosen(wanted)
    if before is not None:
        chosen = chosen.where(tuple_(AuditEntry.at, AuditEntry.id) < tuple_(*before))
    rows = db.session.execute(chosen.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(most))
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


def _chosen(wanted: Wanted) -> Select[int, datetime, str, str, str, dict[str, object], str, str]:
    chosen = select(
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.act,
        AuditEntry.kind,
        AuditEntry.key,
        AuditEntry.change,
        AuditEntry.note,
        func.coalesce(Staff.name, "", type_=String).label("name"),
    ).outerjoin(Staff, Staff.id == AuditEntry.staff_id)
    if wanted.who:
        words = wanted.who.lower()
        people = select(Staff.id).where(
            or_(func.lower(Staff.name).contains(words, autoescape=True), Staff.email.contains(words, autoescape=True))
        )
        chosen = chosen.where(AuditEntry.staff_id.in_(people))
    if wanted.kind:
        chosen = chosen.where(AuditEntry.kind == wanted.kind)
    if wanted.key:
        chosen = chosen.where(AuditEntry.key == wanted.key)
    if wanted.first:
        chosen = chosen.where(AuditEntry.at >= moment(wanted.first, time()))
    if wanted.last:
        chosen = chosen.where(AuditEntry.at < moment(wanted.last + timedelta(1), time()))
    return chosen
