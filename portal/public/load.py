"""How much residents are asked, where and when: published dialogues only."""

from datetime import timedelta

from flask import Blueprint, abort, render_template

from portal.domain.load import first_of, month_after
from portal.publications import load
from portal.publications.catalogue import catalogue
from portal.web import load as shown
from portal.web import names
from portal.web.dates import today

blueprint = Blueprint("load", __name__)


@blueprint.get("/load")
def index() -> str:
    """A year of the whole city as a table, and who has not been asked."""
    first, group = shown.asked_first(), shown.asked_group()
    found = load.load_map(first, count=shown.MONTHS, group=group)
    silent, unnamed = shown.unasked_words(load.unasked(first_of(today())))
    return render_template(
        "public/load/index.html",
        found=found,
        rows=shown.rows(found),
        group=group,
        groups=list(names.known().groups),
        earlier=month_after(first, -6),
        later=month_after(first, 6),
        silent=silent,
        unnamed=unnamed,
        level=shown.level,
        asks=shown.asks,
        asks_in_words=shown.asks_in_words,
        noindex=True,
    )


@blueprint.get("/load/<district>/<month>")
def cell(district: str, month: str) -> str:
    """The dialogues behind one cell."""
    reference = catalogue()
    begins = shown.asked_month(month, usual=first_of(today()))
    if begins.isoformat()[:7] != month or district not in {area.slug for area in reference.districts()}:
        abort(404)
    group = shown.asked_group()
    last = month_after(begins) - timedelta(1)
    cards = load.behind(begins, last, district=district, groups=shown.related(group))
    found = load.load_map(begins, count=1, group=group)
    return render_template(
        "public/load/cell.html",
        area=reference.areas[district],
        month=begins,
        group=group,
        cell=found.cell(district, begins),
        cards=cards,
        level=shown.level,
        asks=shown.asks,
        asks_in_words=shown.asks_in_words,
        noindex=True,
    )
