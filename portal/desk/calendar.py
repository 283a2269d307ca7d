"""The planning calendar of staff: what all plan, as bands over weeks and as a table, with conflicts."""

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


@dataclass(frozen=True, slots=True)
class Placed:
    """A band with the week it begins in, how many weeks it takes, and the numbers of those it conflicts with."""

    band: Band
    week: int
    weeks: int
    conflicts: int


@blueprint.get("/calendar")
def index() -> str:
    """Half a year, by district or by organiser."""
    first = asked_month(request.args.get("from"), usual=first_of(today()))
    monday = first - timedelta(first.weekday())
    last = monday + timedelta(7 * WEEKS - 1)
    wish = _wish()
    found, total = bands(me(), monday, last, wish)
    clashes = conflicts(found, today=today())
    by = "organiser" if request.args.get("by") == "organiser" else "district"
    return render_template(
        "desk/calendar/index.html",
        lanes=_lanes(found, clashes, monday, by),
        found=found,
        total=total,
        conflicts=clashes,
        by=by,
        wish=wish,
        first=first,
        last=last,
        marks=[((month - monday).days // 7 + 1 if month > monday else 1, month) for month in _months(first, last)],
        earlier=month_after(first, -3),
        later=month_after(first, 3),
        statuses=[one.value for one in Status],
        influences=[one.value for one in Influence],
        reference=names.known(),
    )


def _wish() -> Wish:
    reference = names.known()
    known = {
        "district": {area.slug for area in reference.districts()},
        "organiser": set(reference.organisations),
        "theme": set(reference.themes),
        "group": set(reference.groups),
        "status": {one.value for one in Status},
        "influence": {one.value for one in Influence},
    }
    chosen = {name: request.args.get(name, "") for name in known}
    return Wish(**{name: value for name, value in chosen.items() if value in known[name]})


def _months(first: date, last: date) -> list[date]:
    return [month for month in (month_after(first, number) for number in range(7)) if month <= last]


def _lanes(found: list[Band], clashes: list[Conflict], monday: date, by: str) -> list[tuple[str, list[Placed]]]:
    """The bands under the name of their district (empty: the whole city) or of their organiser, by name."""
    reference = names.known()
    lanes: dict[str, list[Placed]] = {}
    for band in found:
        begins = max(0, (band.starts - monday).days // 7)
        ends = (
            WEEKS - 1
            if band.ends is None and band.status is not Status.ARCHIVED
            else ((band.ends or band.starts) - monday).days // 7
        )
        clashing = sum(band in (one.one, one.other) for one in clashes)
        weeks = min(WEEKS - 1, max(begins, ends)) - begins + 1
        home = reference.district_of(band.area) if band.area else None
        lane = band.organiser if by == "organiser" else names.area(home) if home else ""
        lanes.setdefault(lane, []).append(Placed(band, begins + 1, weeks, clashing))
    return sorted(lanes.items())
