"""Files sent to the desk on their way: received, checked, confirmed and loaded, by jobs that may be repeated."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from portal import audit
from portal.bulk import mapping
from portal.bulk.mapping import Given
from portal.bulk.models import BulkFault, BulkImport, ImportState
from portal.bulk.running import File, Outcome, check, load
from portal.db import db, now, transaction
from portal.domain.errors import NotAllowed, NotFound, NotPossible
from portal.domain.rights import Act, Actor
from portal.jobs import defer
from portal.staff import queries as staff
from portal.tables.row import LARGEST_FILE, Unreadable

CHECK, LOAD = "check_file", "load_file"
"""The jobs that go through a file."""

KEPT_DAYS = 30
MOST_FAULTS = 20_000
"""Mistakes of one file that are kept; a file with more is the wrong file."""


def receive(content: bytes, *, name: str, given: Given, history: bool, skip_bad: bool, actor: Actor) -> int:
    """Keep a file to be checked; returns its number. Raises Unreadable when it is too large to keep."""
    if not actor.may(Act.REGISTER):
        raise NotAllowed
    if len(content) > LARGEST_FILE:
        raise Unreadable("too_large", megabytes=LARGEST_FILE // 2**20)
    with transaction():
        kept = BulkImport(
            by_id=actor.id,
            name=PurePath(name.replace("\\", "/")).name[:200] or "file",
            content=content,
            mapping=mapping.as_json(given),
            history=history,
            skip_bad=skip_bad,
        )
        db.session.add(kept)
        db.session.flush()
        audit.record(staff_id=actor.id, act="send_file", kind="file", key=kept.id, note=kept.name)
        defer(CHECK, import_id=kept.id)
        return kept.id


def check_now(import_id: int, *, today: date) -> None:
    """Judge the rows of a file and keep their mistakes; done again from the start after it was broken off."""
    kept = _in_state(import_id, ImportState.CHECKING)
    if kept is None:
        return
    values: dict[str, Any] = {"state": ImportState.CHECKED}
    faults: list[dict[str, Any]] = []
    try:
        outcome = check(_file(kept), today=today, progress=_telling(import_id))
        values |= _counts(outcome)
        faults = [_kept_fault(import_id, fault) for fault in outcome.faults[:MOST_FAULTS]]
    except Unreadable as fault:
        values = {
            "state": ImportState.REFUSED,
            "reason": {"code": fault.reason, "facts": fault.facts},
            "content": None,
        }
    except NotAllowed:
        values = _refused("no_account", {})
    with transaction():
        db.session.execute(delete(BulkFault).where(BulkFault.import_id == import_id))
        for start in range(0, len(faults), 1000):
            db.session.execute(insert(BulkFault), faults[start : start + 1000])
        db.session.execute(update(BulkImport).where(BulkImport.id == import_id).values(**values))


def _refused(code: str, facts: dict[str, object]) -> dict[str, Any]:
    return {"state": ImportState.REFUSED, "reason": {"code": code, "facts": facts}, "content": None}


def confirm(import_id: int, *, actor: Actor) -> None:
    """Have a checked file entered; raises NotPossible when it has mistakes and they are not to be passed over."""
    with transaction():
        kept = db.session.scalar(select(BulkImport).where(BulkImport.id == import_id).with_for_update())
        if kept is None or kept.by_id != actor.id:
            raise NotFound
        if kept.state is not ImportState.CHECKED or not kept.good or (kept.bad and not kept.skip_bad):
            raise NotPossible
        kept.state, kept.seen = ImportState.LOADING, 0
        defer(LOAD, import_id=import_id)


def load_now(import_id: int, *, today: date) -> None:
    """Enter the dialogues of a file; a run that was broken off is taken up, and no row is entered twice."""
    kept = _in_state(import_id, ImportState.LOADING)
    if kept is None:
        return
    skip_bad = kept.skip_bad

    def finish(outcome: Outcome) -> None:
        # Rows of an earlier run of this file count as made: together they are what came of it.
        made = outcome.made + outcome.known - kept_known
        values = {"state": ImportState.DONE, "made": made, "seen": outcome.rows, "content": None, "done_at": now()}
        db.session.execute(update(BulkImport).where(BulkImport.id == import_id).values(**values))

    kept_known = kept.known
    outcome = load(_file(kept), today=today, skip_bad=skip_bad, progress=_telling(import_id), finish=finish)
    if outcome.bad and not skip_bad:
        # Something has changed since the file was checked; its maker must see what.
        with transaction():
            db.session.execute(
                update(BulkImport).where(BulkImport.id == import_id).values(state=ImportState.CHECKING)
            )
            defer(CHECK, import_id=import_id)


def forget_old(moment: datetime) -> int:
    """Delete files that were sent long ago, with their mistakes; what was entered stays."""
    with transaction():
        old = delete(BulkImport).where(BulkImport.at < moment - timedelta(KEPT_DAYS))
        return len(db.session.execute(old.returning(BulkImport.id)).all())


def _in_state(import_id: int, state: ImportState) -> BulkImport | None:
    kept = db.session.get(BulkImport, import_id, populate_existing=True)
    return kept if kept is not None and kept.state is state and kept.content is not None else None


def _file(kept: BulkImport) -> File:
    sender = staff.by_id(kept.by_id) if kept.by_id else None
    if sender is None or not sender.active or kept.content is None:
        raise NotAllowed
    return File(
        content=kept.content,
        given=msgspec.convert(kept.mapping, Given),
        history=kept.history,
        actor=staff.as_actor(sender),
    )


def _telling(import_id: int) -> Any:
    """Progress told over a connection of its own, so that others see it before the end."""

    def tell(outcome: Outcome) -> None:
        with db.engine.begin() as connection:
            connection.execute(update(BulkImport).where(BulkImport.id == import_id).values(seen=outcome.rows))

    return tell


def _counts(outcome: Outcome) -> dict[str, Any]:
    return {
        "total": outcome.rows,
        "seen": outcome.rows,
        "good": outcome.good,
        "bad": outcome.bad,
        "known": outcome.known,
        "unknown": [name[:120] for name in outcome.unknown[:50]],
    }


def _kept_fault(import_id: int, fault: Any) -> dict[str, Any]:
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in fault.problem.facts}
    known = asdict(fault.problem)
    return {
        "import_id": import_id,
        "row": fault.row,
        "column": fault.column[:120],
        "rule": known["rule"],
        "field": known["field"][:80],
        "facts": facts,
    }
