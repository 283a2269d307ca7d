"""What all dialogues led to, in numbers: by district and by year, with a picture and a table for each."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from portal.publications import statistics
from portal.publications.catalogue import catalogue
from portal.publications.statistics import CITY
from portal.web.dates import today

blueprint = Blueprint("statistics", __name__)

MEASURES = (
    *("dialogues", "occasions", "counted", "participants"),
    *("gender_women", "gender_men", "gender_other", "gender_unknown"),
    *("age_0_12", "age_13_15", "age_16_19", "age_20_29", "age_30_44", "age_45_64", "age_65_79", "age_80_plus"),
    *("age_unknown", "first_time_first", "first_time_before", "first_time_unknown"),
    *("seldom_heard", "shares_planned", "shares_known", "shares_met"),
    *("answers_on_time", "answers_late", "answers_awaited"),
    *("promises_kept", "promises_kept_late", "promises_partly", "promises_not_kept", "promises_open"),
)
"""The numbers that are told, in the order of the columns."""


@blueprint.get("/statistics")
def index() -> str:
    """The whole city or one district, for one year or all."""
    district, year = _asked_district(), _asked_year()
    area = district or CITY
    years = statistics.by_year(area)
    areas = statistics.by_area(year)
    return render_template(
        "public/statistics/index.html",
        area=area,
        district=district,
        year=year,
        years=years,
        numbers=areas.get(area, {}),
        areas=areas,
        late=statistics.late_answers(today()),
        districts=catalogue().districts(),
        canonical_fields=[(name, value) for name, value in (("district", district), ("year", year)) if value],
        noindex=bool(district or year),
    )


@blueprint.get("/statistics.csv", defaults={"form": "csv"})
@blueprint.get("/statistics.json", defaults={"form": "json"})
def file(form: str) -> Response:
    """Every number of every district and year; a group's people only as far as single pages tell them."""
    rows = [
        {"area": area, "year": year} | {name: numbers.get(name, 0) for name in MEASURES}
        for area, year, numbers in _everything()
    ]
    if form == "json":
        return jsonify({"measures": MEASURES, "rows": rows})
    text = io.StringIO()
    writer = csv.DictWriter(text, ("area", "year", *MEASURES))
    writer.writeheader()
    writer.writerows(rows)
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="statistics.csv"'},
    )


def _everything() -> list[tuple[str, int, Mapping[str, Any]]]:
    found = statistics.by_area_and_year()
    return [(area, year, numbers) for (area, year), numbers in sorted(found.items())]


def _asked_district() -> str | None:
    slug = request.args.get("district") or None
    if slug is not None and slug not in {area.slug for area in catalogue().districts()}:
        abort(404)
    return slug


def _asked_year() -> int | None:
    year = request.args.get("year") or None
    if year is not None and not (len(year) == 4 and year.isascii() and year.isdigit()):
        abort(404)
    return int(year) if year else None
