"""What is told of each quarter's submissions: counted once when it is over, with small numbers hidden, and kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import msgspec
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.calendar import add_months, day_of, moment
from portal.domain.suppression import SMALL, SMALLEST_TOTAL, hide_part, hide_small
from portal.publications import versions
from portal.publications.models import ModerationQuarter
from portal.submissions import figures
from portal.submissions.figures import Decided, Handled, Waiting

ENOUGH_TO_COMPARE = 20
"""First decisions an organisation must have taken for their median to be told, as for shares of participants."""

Cells = dict[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A quarter as everybody may read it; None is hidden, or too few to tell.

    `by` holds received, decided, in_time, open and late by organisation (a slug), each beside its total in `all`.
    """

    all: Cells
    by: dict[str, Cells] = field(default_factory=dict)
    median: float | None = None
    medians: dict[str, float] = field(default_factory=dict)
    kinds: Cells = field(default_factory=dict)
    reasons: Cells = field(default_factory=dict)
    declined_kinds: Cells = field(default_factory=dict)


def quarter_of(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def publish_ended(now: datetime) -> int:
    """Count every quarter that is over and has not been counted; returns how many."""
    running = quarter_of(day_of(now))
    last = db.session.scalar(select(func.max(ModerationQuarter.begins)))
    first = add_months(last, 3) if last else _first()
    db.session.rollback()
    if first is None or first >= running:
        return 0
    counted = 0
    with transaction():
        # Taken first, so that two workers do not count the same quarter.
        versions.take_next()
        while first < running:
            if db.session.get(ModerationQuarter, first) is None:
                db.session.add(ModerationQuarter(begins=first, figures=msgspec.to_builtins(_count(first))))
                counted += 1
            first = add_months(first, 3)
    return counted


def told() -> dict[date, Told]:
    """Every quarter that has been counted, the newest first. One statement."""
    rows = db.session.execute(
        select(ModerationQuarter.begins, ModerationQuarter.figures).order_by(ModerationQuarter.begins.desc())
    )
    return {begins: msgspec.convert(stored, Told) for begins, stored in rows}


def safe(happened: Handled, waits: Mapping[str, Waiting]) -> Told:
    """What may be told of true numbers, when it is told once and never again."""
    names = sorted({*happened.received, *(one for one in happened.decided if one), *waits})
    received = {name: happened.received[name] for name in names}
    decided = {name: happened.decided.get(name, Decided()).number for name in names}
    in_time = {name: happened.decided.get(name, Decided()).in_time for name in names}
    still = {name: waits.get(name, Waiting()).number for name in names}
    late = {name: waits.get(name, Waiting()).late for name in names}
    everybody = happened.decided.get(None, Decided())
    reasons, kinds = Counter[str](), Counter[str]()
    for (kind, reason), number in happened.declined.items():
        reasons[reason] += number
        kinds[kind] += number
    return Told(
        all={
            "received": _alone(received),
            "decided": _alone(decided),
            "in_time": _part(decided, in_time),
            "open": _alone(still),
            "late": _part(still, late),
            "declined": _alone(reasons),
        },
        by={
            "received": hide_small(received),
            "decided": hide_small(decided),
            "in_time": hide_part(decided, in_time),
            "open": hide_small(still),
            "late": hide_part(still, late),
        },
        median=_rounded(everybody) if everybody.number >= SMALLEST_TOTAL else None,
        medians={
            name: _rounded(one)
            for name, one in happened.decided.items()
            if name is not None and one.number >= ENOUGH_TO_COMPARE
        },
        kinds=hide_small(happened.kinds),
        reasons=hide_small(reasons),
        declined_kinds=hide_small(kinds),
    )


def _count(begins: date) -> Told:
    since, until = moment(begins, time()), moment(add_months(begins, 3), time())
    return safe(figures.handled(since, until, organisations=None), figures.waited(until))


def _first() -> date | None:
    first = figures.first_received()
    return quarter_of(day_of(first)) if first else None


def _rounded(one: Decided) -> float:
    return round(one.median_days or 0, 1)


def _alone(cells: Mapping[str, int]) -> int | None:
    """A total, unless it is small itself."""
    total = sum(cells.values())
    return None if 0 < total < SMALL else total


def _part(whole: Mapping[str, int], part: Mapping[str, int]) -> int | None:
    """How many of all are of one sort, unless they or the rest are few."""
    found, rest = sum(part.values()), sum(whole.values()) - sum(part.values())
    return None if found and (found < SMALL or 0 < rest < SMALL) else found
