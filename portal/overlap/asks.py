"""Keep beside each dialogue what the rules of overlap read of it, so that they can judge many at once.

One statement makes the stored asks from the records, for one dialogue or for a stretch of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, text

from portal.db import db, now, transaction
from portal.domain.calendar import day_of
from portal.domain.lifecycle import PUBLIC
from portal.domain.load import first_of, month_after, months
from portal.domain.words import Status
from portal.jobs import defer_once
from portal.overlap.models import LoadDue, StoredAsk

COUNTED = (
    Status.COORDINATION,
    Status.PLANNED,
    Status.OPEN,
    Status.COMPILING,
    Status.REPORTED,
    Status.FOLLOWED_UP,
    Status.ARCHIVED,
)
"""States in which others are judged against a dialogue."""

GOING_ON = (Status.COORDINATION, Status.PLANNED, Status.OPEN)
"""States in which a dialogue without a last day asks without end."""

ENDLESS = date.max
SUM_LOAD = "sum_load"
"""The job that sums the load of the months that changed."""

MONTHS_BACK, MONTHS_AHEAD = 120, 24
"""The load is kept for so many months before and after this one."""

STEP = 20_000
"""So many dialogues are read in one transaction when all are."""

_MADE = """
WITH RECURSIVE within (group_id, above_id) AS (
    SELECT id, id FROM target_group
    UNION
    SELECT within.group_id, above.parent_id
    FROM within
    JOIN target_group above ON above.id = within.above_id
    JOIN target_group parent ON parent.id = above.parent_id AND parent.slug <> 'all'
)
SELECT d.id AS dialogue_id, d.lead_id, d.starts,
    CASE WHEN d.ends IS NULL AND d.status = ANY(:going_on) THEN CAST(:endless AS date)
         ELSE greatest(d.starts, d.ends) END AS ends,
    d.reported_on, coalesce(d.minutes, 0)::smallint AS minutes,
    d.legal_basis <> 'voluntary' AS statutory,
    d.status = ANY(:counted) AS counts,
    d.status = ANY(:counted) AND d.status = ANY(:public) AND d.published_at IS NOT NULL AS published,
    EXISTS (SELECT FROM dialogue_group g JOIN target_group t ON t.id = g.group_id
            WHERE g.dialogue_id = d.id AND t.slug = 'all') AS asks_all,
    ARRAY(SELECT area_id FROM dialogue_area WHERE dialogue_id = d.id ORDER BY 1) AS areas,
    ARRAY(SELECT theme_id FROM dialogue_theme WHERE dialogue_id = d.id ORDER BY 1) AS themes,
    ARRAY(SELECT DISTINCT w.above_id FROM dialogue_group g JOIN within w USING (group_id)
          WHERE g.dialogue_id = d.id ORDER BY 1) AS groups
FROM dialogue d
WHERE {which} AND d.starts IS NOT NULL
"""
_COLUMNS = tuple(StoredAsk.__table__.columns.keys())
_KEPT = (
    f"INSERT INTO overlap_ask ({', '.join(_COLUMNS)}) {_MADE}"
    " ON CONFLICT (dialogue_id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)
_KEEP_SOME = text(_KEPT.format(which="d.id = ANY(:ids)"))
_KEEP_STRETCH = text(_KEPT.format(which="d.id BETWEEN :first AND :last"))
_DIFFERING = text(
    f"""
SELECT coalesce(made.dialogue_id, kept.dialogue_id)
FROM ({_MADE.format(which="d.id BETWEEN :first AND :last")}) made
FULL JOIN (SELECT {", ".join(_COLUMNS)} FROM overlap_ask WHERE dialogue_id BETWEEN :first AND :last) kept
    ON kept.dialogue_id = made.dialogue_id
WHERE made IS DISTINCT FROM kept
ORDER BY 1
"""  # noqa: S608 - made of our own names
)
_STATES = {
    "endless": ENDLESS,
    "counted": [one.value for one in COUNTED],
    "going_on": [one.value for one in GOING_ON],
    "public": sorted(one.value for one in PUBLIC),
}


def keep(dialogue_ids: Collection[int]) -> None:
    """Bring the stored asks of changed dialogues in step, in the current transaction, and the load soon after."""
    db.session.flush()
    before = _windows(dialogue_ids)
    db.session.execute(_KEEP_SOME, {"ids": list(dialogue_ids)} | _STATES)
    after = _windows(dialogue_ids)
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    windows = [found[key][:2] for found in (before, after) for key in changed if key in found]
    make_due(month for starts, ends in windows for month in _touched(starts, ends))


def make_due(due: Iterable[date]) -> None:
    """Have the load of these months summed soon after the current transaction commits."""
    if wanted := sorted(set(due)):
        db.session.execute(insert(LoadDue), [{"month": month} for month in wanted])
        defer_once(SUM_LOAD)


def fill(say: Callable[[str], None] = lambda _line: None) -> int:
    """Store the asks that are missing, a stretch of dialogues at a time; may be broken off and begun again."""
    added = 0
    for first, last in _stretches():
        with transaction():
            missing = db.session.execute(
                text(
                    "SELECT min(d.id), max(d.id), count(*) FROM dialogue d WHERE d.id BETWEEN :first AND :last"
                    " AND d.starts IS NOT NULL"
                    " AND NOT EXISTS (SELECT FROM overlap_ask a WHERE a.dialogue_id = d.id)"
                ),
                {"first": first, "last": last},
            ).one()
            if missing[2]:
                _write(missing[0], missing[1])
                added += missing[2]
                say(f"{missing[2]} dialogues up to number {last} are stored for the overlap check.")
    if added >= STEP:
        _settle()
    return added


def rebuild(say: Callable[[str], None] = lambda _line: None) -> None:
    """Make every stored ask anew, a stretch at a time."""
    for first, last in _stretches():
        with transaction():
            db.session.execute(delete(StoredAsk).where(StoredAsk.dialogue_id.between(first, last)))
            _write(first, last)
        say(f"Stored asks are made anew up to number {last}.")
    _settle()


def _settle() -> None:
    """Mark what was written as seen by all, without which the indexes alone cannot answer."""
    db.session.rollback()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE) overlap_ask"))


def differences(most: int = 20, *, newest: int | None = None) -> list[int]:
    """Dialogues whose stored ask is missing, too many or not what the records say; at most so many.

    All are compared, a stretch at a time, or only so many of the `newest` numbers.
    """
    found: list[int] = []
    for first, last in _stretches(newest):
        found += db.session.scalars(_DIFFERING, {"first": first, "last": last} | _STATES).all()
        if len(found) >= most:
            break
    return found[:most]


def _write(first: int, last: int) -> None:
    db.session.execute(_KEEP_STRETCH, {"first": first, "last": last} | _STATES)


def _stretches(newest: int | None = None) -> Iterator[tuple[int, int]]:
    last = (
        db.session.scalar(
            text(
                "SELECT greatest(max(d), max(a)) FROM (SELECT (SELECT max(id) FROM dialogue) d,"
                " (SELECT max(dialogue_id) FROM overlap_ask) a) most"
            )
        )
        or 0
    )
    db.session.rollback()
    for first in range(max(1, last - newest + 1) if newest else 1, last + 1, STEP):
        yield first, first + STEP - 1


def kept_months() -> tuple[date, date]:
    """The first and the last month that the load is kept for; they move with time."""
    month = first_of(day_of(now()))
    return month_after(month, -MONTHS_BACK), month_after(month, MONTHS_AHEAD)


def _touched(starts: date, ends: date) -> Iterator[date]:
    first, last = kept_months()
    return months(max(starts, first), min(ends, last))


def _windows(dialogue_ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """What of each counted ask the load depends on, the days first."""
    asked = StoredAsk.__table__.c
    rows = db.session.execute(
        select(
            asked.dialogue_id,
            asked.starts,
            asked.ends,
            asked.minutes,
            asked.published,
            asked.asks_all,
            asked.areas,
            asked.groups,
        ).where(asked.dialogue_id.in_(dialogue_ids), asked.counts)
    )
    return {
        row.dialogue_id: (row.starts, row.ends, row.minutes, row.published, row.asks_all, *map(tuple, row[6:]))
        for row in rows
    }
