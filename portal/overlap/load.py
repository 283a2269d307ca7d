"""Sum how much every group in every district is asked, month by month, soon after something changed.

A change leaves the months it touches in `load_due`, in its own transaction. The job takes them and sums each
month whole, so nothing drifts, and a job that dies leaves its months due.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, text

from portal.db import db, transaction
from portal.domain.load import ENDLESS_DAYS, month_after, months, reached
from portal.domain.weights import Weights
from portal.overlap.asks import ENDLESS, kept_months, make_due
from portal.overlap.calendar import expanded, place_of
from portal.overlap.check import current_weights
from portal.overlap.models import SHORT_DAYS, LoadDue
from portal.publications import versions
from portal.publications.catalogue import catalogue
from portal.publications.models import LoadCell, LoadState
from portal.publications.reference import Catalogue

LIMITS = ("much_asks", "much_minutes", "too_much_asks", "too_much_minutes")
LOCK = 715_202_612
"""Number of the advisory lock that lets one process sum at a time."""

AT_ONCE = 12
"""So many months are summed in one transaction."""

Cells = dict[tuple[bool, int, int], tuple[float, float, int, int]]
"""By whether it is published, district and group: minutes, asks, dialogues, and those that ask directly."""

# Many dialogues ask the same people in the same places: they are added up before the rules are asked.
_ALIKE = text(
    f"""
SELECT published, asks_all, areas, groups, count(*) AS dialogues,
    sum(minutes * (least(ends, CAST(:last AS date)) - greatest(starts, CAST(:month AS date)) + 1)
        / CAST(CASE WHEN ends = :endless THEN :endless_days ELSE ends - starts + 1 END AS float8)) AS minutes
FROM (
    SELECT published, asks_all, areas, groups, minutes, starts, ends FROM overlap_ask
    WHERE counts AND ends - starts <= {SHORT_DAYS} AND ends >= :month
      AND starts BETWEEN CAST(:month AS date) - {SHORT_DAYS} AND :last
    UNION ALL
    SELECT published, asks_all, areas, groups, minutes, starts, ends FROM overlap_ask
    WHERE counts AND ends - starts > {SHORT_DAYS} AND ends >= :month AND starts <= :last
) touching
GROUP BY published, asks_all, areas, groups
"""  # noqa: S608 - a number of our own
)


def sum_due() -> int:
    """Sum every month that is due, the nearest first, a few in a transaction; returns how many."""
    _notice_new_rules()
    done = 0
    while some := _sum_some():
        done += some
    return done


def due() -> int:
    """How many months wait to be summed."""
    return db.session.scalar(select(func.count(LoadDue.month.distinct()))) or 0


def late(minutes: int) -> int:
    """How many months have waited longer than so many minutes."""
    long_ago = func.now() - timedelta(minutes=minutes)
    return db.session.scalar(select(func.count(LoadDue.month.distinct())).where(LoadDue.since < long_ago)) or 0


def rebuild() -> int:
    """Sum every month that is kept."""
    with transaction():
        make_due(months(*kept_months()))
    return sum_due()


def differences() -> list[date]:
    """Months whose stored load is not what the stored asks give; those that are due are left out."""
    reaching = _Reach(catalogue(), current_weights())
    waiting = set(db.session.scalars(select(LoadDue.month)))
    return [
        month
        for month in months(*kept_months())
        if month not in waiting and _summed(month, reaching) != _stored([month])[month]
    ]


def _sum_some() -> int:
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        near = func.abs(LoadDue.month - func.current_date())
        wanted = select(LoadDue.month).group_by(LoadDue.month).order_by(near, LoadDue.month).limit(AT_ONCE)
        due = db.session.scalars(wanted).all()
        # Whoever changes something after this leaves a new mark; what was changed before is read below.
        db.session.execute(delete(LoadDue).where(LoadDue.month.in_(due)))
        if due:
            reaching = _Reach(catalogue(), current_weights())
            _write({month: _summed(month, reaching) for month in due})
    return len(due)


def _notice_new_rules() -> None:
    """Have everything summed again after areas, groups or weights have changed, and new months as they come."""
    first, last = kept_months()
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        weights, reference = current_weights(), versions.current().reference
        state = db.session.get(LoadState, 1)
        limits = {name: getattr(weights, name) for name in LIMITS}
        if state is None:
            state = LoadState(id=1, reference=-1, weights_version=0, limits={}, through=last)
            db.session.add(state)
        if (state.reference, state.weights_version) != (reference, weights.version):
            make_due(months(first, last))
            if state.limits != limits:
                versions.take_next()
        elif state.through < last:
            make_due(months(month_after(state.through), last))
        else:
            return
        state.reference, state.weights_version, state.limits, state.through = reference, weights.version, limits, last


def _summed(month: date, reaching: "_Reach") -> Cells:
    last = date.fromordinal(month_after(month).toordinal() - 1)
    rows = db.session.execute(
        _ALIKE, {"month": month, "last": last, "endless": ENDLESS, "endless_days": ENDLESS_DAYS}
    )
    sums: dict[tuple[bool, int, int], list[Any]] = defaultdict(lambda: [0.0, 0.0, 0, 0])
    for row in rows:
        for district_id, group_id, reach, direct in reaching.of(row.asks_all, tuple(row.areas), tuple(row.groups)):
            cell = sums[row.published, district_id, group_id]
            cell[0] += reach * row.minutes
            cell[1] += reach * row.dialogues
            cell[2] += row.dialogues
            cell[3] += row.dialogues if direct else 0
    # Rounded, so that the order of adding cannot make a month differ from itself.
    return {key: (round(cell[0], 3), round(cell[1], 3), cell[2], cell[3]) for key, cell in sums.items()}


class _Reach:
    """Which cells a dialogue reaches and how far, worked out once for every place and every set of groups."""

    def __init__(self, names: Catalogue, weights: Weights) -> None:
        self._names, self._weights = names, weights
        self._places = {area.id: place_of(area, names) for area in names.areas.values()}
        self._slugs = {one.id: one.slug for one in names.groups.values()}
        self._districts = {area.slug: area.id for area in names.districts()}
        self._groups = {one.id: expanded((slug,), names) for slug, one in names.groups.items()}
        self._known: dict[object, list[tuple[int, int, float, bool]]] = {}

    def of(
        self, asks_all: bool, areas: tuple[int, ...], groups: tuple[int, ...]
    ) -> Collection[tuple[int, int, float, bool]]:
        """District, group, how far they are reached, and whether the district and the group are meant themselves."""
        key = (asks_all, areas, groups)
        if key not in self._known:
            self._known[key] = list(self._found(areas, groups))
        return self._known[key]

    def _found(self, areas: tuple[int, ...], groups: tuple[int, ...]) -> Iterator[tuple[int, int, float, bool]]:
        places = tuple(self._places[one] for one in areas)
        asked = frozenset(self._slugs[one] for one in groups)
        own = {place.district for place in places}
        for slug, district_id in self._districts.items():
            if slug not in own and None not in own:
                continue
            for group_id, expanded_group in self._groups.items():
                reach = reached(slug, expanded_group, places=places, groups=asked, weights=self._weights)
                if reach:
                    yield district_id, group_id, reach, slug in own and group_id in groups


def _stored(months: Collection[date]) -> dict[date, Cells]:
    kept = LoadCell.__table__.c
    found: dict[date, Cells] = {month: {} for month in months}
    for row in db.session.execute(select(LoadCell.__table__).where(kept.month.in_(months))):
        cell = (row.minutes, row.asks, row.dialogues, row.direct)
        found[row.month][row.published, row.district_id, row.group_id] = cell
    return found


def _write(fresh: dict[date, Cells]) -> None:
    old = _stored(fresh.keys())
    changed = [month for month, cells in fresh.items() if cells != old[month]]
    if not changed:
        return
    db.session.execute(delete(LoadCell).where(LoadCell.month.in_(changed)))
    names = ("minutes", "asks", "dialogues", "direct")
    rows = [
        {"month": month, "published": published, "district_id": district, "group_id": group}
        | dict(zip(names, cell, strict=True))
        for month in changed
        for (published, district, group), cell in fresh[month].items()
    ]
    if rows:
        db.session.execute(insert(LoadCell), rows)
    if any(_public(old[month]) != _public(fresh[month]) for month in changed):
        versions.take_next()


def _public(cells: Cells) -> Cells:
    return {key: cell for key, cell in cells.items() if key[0]}
