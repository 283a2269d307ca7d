"""Who took part in a dialogue, as files: the counts as they are published, and what follows from them."""

import csv
import io
from typing import Any

from flask import Blueprint, Response, abort, jsonify

from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.publications.figures import TookPart
from portal.publications.represented import Against, Share, represented, residents_of

blueprint = Blueprint("taking_part", __name__)

COLUMNS = (
    *("breakdown", "group", "count", "hidden", "answered", "total", "answer_rate", "count_method"),
    *("share", "share_low_95", "share_high_95", "residents", "residents_share", "index", "compared"),
)


@blueprint.get("/dialogues/<slug>/who-took-part.<any(csv,json):form>")
def show(slug: str, form: str) -> Response:
    """The counts of one dialogue, hidden ones empty."""
    page = queries.page(slug)
    if page is None or page.took_part is None:
        abort(404)
    against = residents_of(page.card.areas, catalogue())
    if form == "json":
        return jsonify(_document(slug, page.took_part, against))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_rows(page.took_part, against))
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{slug}-who-took-part.csv"'},
    )


def _document(slug: str, told: TookPart, against: Against | None) -> dict[str, Any]:
    return {
        "dialogue": slug,
        "total": told.total,
        "count_method": told.method,
        "correction_held_back": told.held_back,
        "hidden_counts": "null: one to four persons, or a count from which they could be computed",
        "interval": "Wilson, 95 %",
        "residents": {
            "areas": list(against.areas),
            "year": against.year,
            "source": against.source,
            "invented": against.invented,
        }
        if against
        else None,
        "rows": _rows(told, against),
    }


def _rows(told: TookPart, against: Against | None) -> list[dict[str, Any]]:
    known = {"total": told.total, "count_method": told.method}
    rows: list[dict[str, Any]] = [{"breakdown": "all", "group": "all", "count": told.total} | known]
    for one in represented(told, against):
        beside = known | {
            "answered": one.answered,
            "answer_rate": _rounded(one.rate),
            "compared": one.missing or "yes",
        }
        rows += [{"breakdown": one.kind} | _share(share) | beside for share in one.shares]
    for name, breakdown in told.breakdowns.items():
        if name not in ("gender", "age"):
            rows += [
                {"breakdown": name, "group": group, "count": count, "hidden": count is None}
                | known
                | {"answered": breakdown.answered}
                for group, count in breakdown.cells.items()
            ]
    return rows


def _share(one: Share) -> dict[str, Any]:
    return {
        "group": one.group,
        "count": one.count,
        "hidden": one.count is None,
        "share": _rounded(one.share),
        "share_low_95": _rounded(one.low),
        "share_high_95": _rounded(one.high),
        "residents": one.residents,
        "residents_share": _rounded(one.residents_share),
        "index": _rounded(one.index),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
