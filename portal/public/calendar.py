"""All occasions to take part, month by month."""

from calendar import monthrange
from datetime import date
from itertools import groupby

from flask import Blueprint, abort, render_template, request

from portal.public import choosing
from portal.publications import queries
from portal.web.dates import as_day, today

blueprint = Blueprint("calendar", __name__)

YEARS_BACK, YEARS_AHEAD = 10, 2
"""Further away there is nothing to see, and nothing for a crawler to count through."""


def _month(text: str | None) -> date:
    """The first day of a month written as 2026-12; this month when nothing is written."""
    if not text:
        return today().replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        abort(404)
    if not -YEARS_BACK <= first.year - today().year <= YEARS_AHEAD:
        abort(404)
    return first


def _beside(first: date, step: int) -> date:
    months = first.year * 12 + first.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


@blueprint.get("/calendar")
def index() -> str:
    """The days of one month that have something, in order."""
    first = _month(request.args.get("month"))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    selection = choosing.read(statuses=())
    chosen = {name: next(iter(selection.values(name)), None) for name in ("district", "theme", "organiser")}
    entries = queries.occasions(first=first, last=last, limit=400, **chosen)
    days = [(day, list(group)) for day, group in groupby(entries, key=lambda entry: as_day(entry.occasion.starts))]
    return render_template(
        "public/calendar/index.html",
        month=first,
        before=_beside(first, -1),
        after=_beside(first, 1),
        ongoing=[entry for day, group in days if day < first for entry in group],
        gone=[(day, group) for day, group in days if first <= day < today() <= last],
        days=[(day, group) for day, group in days if day >= first and not day < today() <= last],
        entries=entries,
        choices=choosing.options(("district", "theme", "organiser")),
        chosen=chosen,
        noindex=sum(1 for value in chosen.values() if value) > 1 or abs(first.year - today().year) > 1,
        canonical_fields=[
            *((name, value) for name, value in chosen.items() if value),
            *([("month", f"{first:%Y-%m}")] if request.args.get("month") else []),
        ],
    )
