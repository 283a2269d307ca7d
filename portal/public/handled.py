"""How what residents send in is handled, by quarter: how soon, how much waits, and why something is declined."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, abort, jsonify, render_template, request

from portal.domain.submissions import TO_DECLINE
from portal.domain.words import SubmissionKind
from portal.publications import quarters
from portal.publications.quarters import Told
from portal.publications.statistics import CITY
from portal.tables.writing import csv_pieces

blueprint = Blueprint("handled", __name__)

MEASURES = ("received", "decided", "in_time", "open", "late")
"""What is told of each organisation, in the order of the columns."""
LAST = 6
"""So many quarters are compared in one picture."""


@blueprint.get("/statistics/received")
def index() -> str:
    """One quarter, the last one unless another is asked for, beside those before."""
    told = quarters.told()
    chosen = _asked(told)
    return render_template(
        "public/statistics/received.html",
        quarters=list(told),
        chosen=chosen,
        told=told.get(chosen) if chosen else None,
        shares=[(one, share(told[one].all)) for one in reversed(list(told)[:LAST])],
        kinds=[one.value for one in SubmissionKind],
        reasons=[one.value for one in TO_DECLINE],
        share=share,
        address_of=named,
        canonical_fields=[("quarter", request.args["quarter"])] if request.args.get("quarter") else [],
        noindex=bool(request.args.get("quarter")),
    )


@blueprint.get("/statistics/received.csv", defaults={"form": "csv"})
@blueprint.get("/statistics/received.json", defaults={"form": "json"})
def file(form: str) -> Response:
    """Every number of every quarter; what is hidden on the page is empty here."""
    heads = ("quarter", "organisation", "measure", "number")
    rows = list(_rows(quarters.told()))
    if form == "json":
        return jsonify({"rows": [dict(zip(heads, row, strict=True)) for row in rows]})
    return Response(
        b"".join(csv_pieces([heads, *rows])),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="received.csv"'},
    )


def share(cells: dict[str, int | None]) -> float | None:
    """The share of first decisions that came within the promised time, as far as it is told."""
    decided, in_time = cells.get("decided"), cells.get("in_time")
    return in_time / decided if decided and in_time is not None else None


def named(begins: date) -> str:
    """A quarter as addresses and files name it, such as 2026-3."""
    return f"{begins.year}-{(begins.month + 2) // 3}"


def _asked(told: dict[date, Told]) -> date | None:
    wanted = request.args.get("quarter")
    if not wanted:
        return next(iter(told), None)
    found = next((one for one in told if named(one) == wanted), None)
    return found or abort(404)


def _rows(told: dict[date, Told]) -> Iterator[tuple[str, str, str, str | None]]:
    for begins, one in told.items():
        quarter = named(begins)
        for measure, number in one.all.items():
            yield quarter, CITY, measure, _written(number)
        yield quarter, CITY, "median_days", _written(one.median)
        for group in ("kinds", "reasons", "declined_kinds"):
            for name, number in getattr(one, group).items():
                yield quarter, CITY, f"{group}_{name}", _written(number)
        for measure in MEASURES:
            for organisation, number in one.by[measure].items():
                yield quarter, organisation, measure, _written(number)
        for organisation, days in one.medians.items():
            yield quarter, organisation, "median_days", _written(days)


def _written(number: float | None) -> str | None:
    return None if number is None else str(number)
