"""The planning calendar of staff: what all plan, as bands over weeks and as a table, with conflicts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request

from portal.domain.load import first_of, month_after
from portal.domain.words import Influence, Status
from portal.overlap.bands import Band, Conflict, Wish, bands, conflicts
from portal.web import names
from portal.web.access import me
from portal.web.dates import today
from portal.web.load import asked_month

blueprint = Blueprint("calendar", __name__)

WEEKS = 26

ROOM = 3
"""So many columns the words of a day take."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A band with the column it begins in, how many it takes, and the number of those it conflicts with."""

    band: Band
    column: int
    columns: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The days of a chart: its first and last, and how many make one column."""

    first: date
    last: date
    step: int

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.column(self.last)

    def column(self, day: date) -> int:
        """The column of a day, from 1; a day outside is in the first or the last."""
        return (min(max(day, self.first), self.last) - self.first).days // self.step + 1


def half_year(month: date) -> Sheet:
    """Whole weeks from the one in which the month begins."""
    monday = month - timedelta(month.weekday())
    return Sheet(monday, monday + timedelta(7 * WEEKS - 1), 7)


def one_month(month: date) -> Sheet:
    """Day by day."""
    return Sheet(month, month_after(month, 1) - timedelta(1), 1)


@blueprint.get("/calendar")
def index() -> str:
    """Half a year week by week or a month day by day, by district or by organiser."""
    month = asked_month(request.args.get("from"), usual=first_of(today()))
    span = "month" if request.args.get("span") == "month" else "half"
    sheet = one_month(month) if span == "month" else half_year(month)
    wish = wished(request.args)
    found, total = bands(me(), sheet.first, sheet.last, wish)
    clashes = conflicts(found, today=today())
    by = "organiser" if request.args.get("by") == "organiser" else "district"
    away = 1 if span == "month" else 3
    return render_template(
        "desk/calendar/index.html",
        lanes=_lanes(found, clashes, sheet, by),
        found=found,
        total=total,
        conflicts=clashes,
        by=by,
        wish=wish,
        span=span,
        sheet=sheet,
        month=month,
        marks=_mondays(sheet) if span == "month" else _months(month, sheet),
        earlier=month_after(month, -away),
        later=month_after(month, away),
        statuses=[one.value for one in Status],
        influences=[one.value for one in Influence],
        reference=names.known(),
    )


def wished(fields: Mapping[str, str]) -> Wish:
    """What a form asks to be shown; what nobody knows is passed over."""
    reference = names.known()
    known = {
        "district": {area.slug for area in reference.districts()},
        "organiser": set(reference.organisations),
        "theme": set(reference.themes),
        "group": set(reference.groups),
        "status": {one.value for one in Status},
        "influence": {one.value for one in Influence},
    }
    chosen = {name: fields.get(name, "") for name in known}
    return Wish(**{name: value for name, value in chosen.items() if value in known[name]})


def _months(first: date, sheet: Sheet) -> list[tuple[int, date]]:
    """The column in which each month begins."""
    months = [month_after(first, number) for number in range(7)]
    return [(sheet.column(month), month) for month in months if month <= sheet.last]


def _mondays(sheet: Sheet) -> list[tuple[int, date]]:
    """The column of each Monday, and of the first day, where their words have room."""
    days = [sheet.first + timedelta(number) for number in range(sheet.columns - 2)]
    mondays = [(sheet.column(day), day) for day in days if day.weekday() == 0]
    return mondays if mondays[0][0] <= ROOM else [(1, sheet.first), *mondays]


def _lanes(found: list[Band], clashes: list[Conflict], sheet: Sheet, by: str) -> list[tuple[str, list[Placed]]]:
    """The bands under the name of their district (empty: the whole city) or of their organiser, by name."""
    reference = names.known()
    lanes: dict[str, list[Placed]] = {}
    clashing = Counter(band.id for one in clashes for band in (one.one, one.other))
    for band in found:
        endless = band.ends is None and band.status is not Status.ARCHIVED
        begins = sheet.column(band.starts)
        ends = sheet.column(sheet.last if endless else band.ends or band.starts)
        home = reference.district_of(band.area) if band.area else None
        lane = band.organiser if by == "organiser" else names.area(home) if home else ""
        lanes.setdefault(lane, []).append(Placed(band, begins, max(begins, ends) - begins + 1, clashing[band.id]))
    return sorted(lanes.items())
